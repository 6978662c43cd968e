package pitwall.container;

import jakarta.websocket.Session;
import java.lang.reflect.Method;
import java.net.InetSocketAddress;

/**
 * WildFly. By reflection on public methods: its classes are not visible to a deployment at compile
 * time everywhere. Seen with Undertow 2.3.23.
 */
enum UndertowHost implements WebSocketHost {
  INSTANCE;

  @Override
  public String address(Session session) {
    Object channel = call(session, "getWebSocketChannel");
    Object source = channel == null ? null : call(channel, "getSourceAddress");
    if (source instanceof InetSocketAddress address && address.getAddress() != null) {
      return address.getAddress().getHostAddress();
    }
    return "";
  }

  @Override
  public void sever(Session session) {
    call(session, "forceClose");
  }

  private static Object call(Object target, String name) {
    try {
      Method method = target.getClass().getMethod(name);
      return method.invoke(target);
    } catch (ReflectiveOperationException e) {
      return null; // another version: as if the host were unknown
    }
  }
}
