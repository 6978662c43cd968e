package pitwall.container;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;

/** What has to be looked at before a server makes a WebSocket of a request. */
public final class Handshakes {
  private Handshakes() {}

  /**
   * Whether a client sends on before its handshake is answered, which it must not (RFC 6455, 4.1),
   * and which no server need put up with. Payara Micro 6.2025.10 may not: Tyrus waits there for
   * itself, for ever, so that each such handshake costs it a thread and two hundred the server.
   */
  public static boolean isHasty(HttpServletRequest request) throws IOException {
    return "websocket".equalsIgnoreCase(request.getHeader("Upgrade"))
        && request.getInputStream().available() > 0;
  }
}
