package pitwall.socketio;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * The JavaScript client, at the address where the Node server has it: {@code
 * /socket.io/socket.io.js}. The files are those of the npm package {@code socket.io-client},
 * unchanged, as a test makes sure; its licence lies beside them.
 *
 * <p>Thread-safe.
 */
final class ClientScript extends HttpServlet {
  private static final long serialVersionUID = 1L;

  /** Of the npm package: the newest that this relay has been tried with. */
  static final String VERSION = "4.8.4";

  /** What there is below the path. */
  static final List<String> NAMES =
      List.of("socket.io.js", "socket.io.min.js", "socket.io.esm.min.js");

  private static final String TAG = '"' + VERSION + '"';

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("Cache-Control", "public, max-age=0"); // a new relay, a new client
    response.setHeader("ETag", TAG);
    if (TAG.equals(request.getHeader("If-None-Match"))) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    String path = request.getServletPath();
    response.setContentType("text/javascript; charset=UTF-8");
    byte[] script;
    try (InputStream file = file(path.substring(path.lastIndexOf('/') + 1))) {
      script = file.readAllBytes();
    }
    response.setContentLength(script.length);
    try {
      response.getOutputStream().write(script);
    } catch (IOException e) {
      // The client has gone: servers would write a stack trace for each.
    }
  }

  /**
   * Opens one of the files.
   *
   * @param name one of {@link #NAMES}; the servlet is mapped to no other
   */
  static InputStream file(String name) {
    return ClientScript.class.getResourceAsStream("client/" + name);
  }
}
