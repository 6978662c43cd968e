package pitwall.container;

import jakarta.websocket.Session;
import org.glassfish.tyrus.core.TyrusSession;

/**
 * Payara and GlassFish. Seen with Tyrus 2.1.5: {@code close} closes the socket along with the
 * session, so there is nothing left to sever.
 */
enum TyrusHost implements WebSocketHost {
  INSTANCE;

  @Override
  public String address(Session session) {
    String address = ((TyrusSession) session).getRemoteAddr();
    return address == null ? "" : address;
  }

  @Override
  public void sever(Session session) {}
}
