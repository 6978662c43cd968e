package pitwall.container;

import io.undertow.websockets.jsr.UndertowSession;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.net.InetSocketAddress;

/**
 * WildFly. Seen with WildFly 39.0.1 (Undertow 2.3.23), which offers its classes to deployments that
 * ask for them (jboss-deployment-structure.xml): hence the names, for where they are not to be had.
 * Undertow completes a send when the kernel has taken it, so there is no queue to bound.
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
    return new XnioLine((UndertowSession) session);
  }

  /** The session's own list of them is always empty. */
  @Override
  public boolean hasExtensions(Session session) {
    try {
      Object channel = Internals.call(session, "getWebSocketChannel");
      return (boolean) Internals.call(channel, "areExtensionsSupported");
    } catch (ReflectiveOperationException | RuntimeException e) {
      return false; // another version: it does not have a line, either
    }
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
