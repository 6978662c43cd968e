package pitwall.engineio;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import pitwall.container.WebSocketHost;

/**
 * The receiving side of one WebSocket connection.
 *
 * <p>Public for the container, which calls it for one message at a time.
 */
public final class WebSocketEndpoint extends Endpoint {
  private final Function<Session, EngineSession> sessions;
  private final int maxPayload;
  private final ScheduledExecutorService executor;
  private EngineSession session;
  private WebSocketWire wire;

  WebSocketEndpoint(
      Function<Session, EngineSession> sessions,
      int maxPayload,
      ScheduledExecutorService executor) {
    this.sessions = sessions;
    this.maxPayload = maxPayload;
    this.executor = executor;
  }

  @Override
  public void onOpen(Session socket, EndpointConfig config) {
    socket.setMaxIdleTimeout(0); // pings find out who is gone
    socket.setMaxTextMessageBufferSize(maxPayload);
    socket.setMaxBinaryMessageBufferSize(maxPayload);
    WebSocketHost.of(socket).boundQueue(socket, WebSocketHost.QUEUE_BYTES);
    wire = new WebSocketWire(socket, executor);
    session = sessions.apply(socket);
    if (session == null) { // closed since the servlet looked
      wire.close(EngineClose.NO_SESSION);
      return;
    }
    socket.addMessageHandler(String.class, this::text);
    socket.addMessageHandler(byte[].class, this::binary);
    session.attach(wire);
  }

  private void text(String text) {
    if (Payload.exceeds(text, maxPayload)) {
      session.wireLost(wire, EngineClose.TOO_LARGE);
      return;
    }
    try {
      session.received(wire, Packet.parse(text));
    } catch (BadPacketException e) {
      session.wireLost(wire, EngineClose.BAD_PACKET);
    }
  }

  private void binary(byte[] data) {
    if (data.length > maxPayload) {
      session.wireLost(wire, EngineClose.TOO_LARGE);
    } else {
      session.received(wire, Packet.binary(data));
    }
  }

  @Override
  public void onError(Session socket, Throwable thrown) {
    // A broken connection is closed next; one that is not has only seen a frame too large, say.
  }

  @Override
  public void onClose(Session socket, CloseReason reason) {
    CloseReason explained = WebSocketHost.of(socket).explain(socket, reason);
    if (session != null) {
      int code = explained.getCloseCode().getCode();
      session.wireLost(wire, new EngineClose(code, "closed with " + code));
    }
  }
}
