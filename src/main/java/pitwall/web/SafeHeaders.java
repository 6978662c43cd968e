package pitwall.web;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import pitwall.config.Settings;

/**
 * What every page, file and answer of the API tells the browser, whoever made it: to run and load
 * nothing but the relay's own files, and to keep the address, which is the secret, to itself.
 *
 * <p>The sockets' addresses, long-polling's too, go by untouched: no browser shows what they
 * answer.
 */
@WebFilter(urlPatterns = "/*", asyncSupported = true)
public class SafeHeaders extends HttpFilter {
  private static final long serialVersionUID = 1L;

  /**
   * No inline script or style, and no frame around the page. {@code 'self'} covers WebSockets to
   * the same host (Chrome 71, Firefox, Safari 15.4).
   */
  static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self';"
          + " manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

  @Inject private transient Settings settings;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String path = decodedPath(request);
    if (!isSocket(path, settings.socketIo().path())) {
      response.setHeader("Content-Security-Policy", CONTENT_SECURITY_POLICY);
      response.setHeader("X-Content-Type-Options", "nosniff");
      response.setHeader("Referrer-Policy", "no-referrer");
      if (path.startsWith("/api/")) {
        response.setHeader("Cache-Control", "no-store");
      }
    }
    chain.doFilter(request, response);
  }

  /** The Socket.IO client lies beside the sockets, and is a file as any other. */
  static boolean isSocket(String path, String socketIo) {
    return path.startsWith("/ws/") || path.startsWith(socketIo + '/') && !path.endsWith(".js");
  }

  /** Below the application's root, and however it was written. */
  private static String decodedPath(HttpServletRequest request) {
    String below = request.getPathInfo();
    return below == null ? request.getServletPath() : request.getServletPath() + below;
  }
}
