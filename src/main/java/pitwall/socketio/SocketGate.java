package pitwall.socketio;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import pitwall.access.Caller;
import pitwall.access.Connections;
import pitwall.access.Origins;
import pitwall.access.Proxies;
import pitwall.access.Trail;
import pitwall.engineio.EngineClient;
import pitwall.engineio.EngineError;
import pitwall.engineio.EngineGate;
import pitwall.message.Code;
import pitwall.message.Rejection;
import pitwall.relay.Relay;

/**
 * Who may come by Socket.IO: the same as by plain WebSocket.
 *
 * <p>Thread-safe.
 */
@ApplicationScoped
public class SocketGate implements EngineGate {
  private static final String WHERE = "handshake";
  private static final Rejection FOREIGN =
      new Rejection(Code.UNAUTHORIZED, "pages of that origin may not talk to this relay");

  @Inject private Proxies proxies;
  @Inject private Origins origins;
  @Inject private Connections connections;
  @Inject private Relay relay;

  @Override
  public EngineClient client(HttpServletRequest request) {
    Trail trail = Trail.of(name -> Collections.list(request.getHeaders(name)));
    Caller caller = proxies.caller(request.getRemoteAddr(), request.isSecure(), trail);
    return new EngineClient(caller.address(), caller.baseUrl() + request.getContextPath());
  }

  @Override
  public boolean allows(String origin, EngineClient client) {
    boolean allowed = origins.allows(origin, client.baseUrl());
    if (!allowed) {
      relay.turnedAway(client.address(), FOREIGN, WHERE);
    }
    return allowed;
  }

  @Override
  public String readableBy(String origin) {
    return origins.allowed(origin);
  }

  @Override
  public EngineError enter(EngineClient client) {
    try {
      connections.enter(client.address());
      return null;
    } catch (Rejection refusal) {
      relay.turnedAway(client.address(), refusal, WHERE);
      return refusal.code() == Code.RATE_LIMITED
          ? EngineError.TOO_MANY_FROM_THERE
          : EngineError.TOO_MANY_SESSIONS;
    }
  }

  @Override
  public void left(EngineClient client) {
    connections.leave(client.address());
  }
}
