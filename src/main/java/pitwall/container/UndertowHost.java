package pitwall.container;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.net.InetSocketAddress;

/**
 * WildFly. Seen with Undertow 2.3.23, which does not offer its classes to every deployment: hence
 * the names. It completes a send when the kernel has taken it, so there is no queue to bound.
 */
enum UndertowHost implements WebSocketHost {
  INSTANCE;

  @Override
  public String address(Session session) {
    try {
      Object channel = Internals.call(session, "getWebSocketChannel");
      if (Internals.call(channel, "getSourceAddress") instanceof InetSocketAddress source) {
        return source.getAddress().getHostAddress();
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      // Another version: as if the host were unknown.
    }
    return "";
  }

  @Override
  public void boundQueue(Session session, int bytes) {}

  @Override
  public Line line(Session session) throws ReflectiveOperationException {
    throw new ClassNotFoundException("no line known for " + session.getClass().getName());
  }

  @Override
  public CloseReason explain(Session session, CloseReason reason) {
    return reason;
  }

  @Override
  public void sever(Session session) {
    try {
      Internals.call(session, "forceClose");
    } catch (ReflectiveOperationException | RuntimeException e) {
      // Another version: TCP will find out.
    }
  }
}
