package pitwall.socketio;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Properties;

/**
 * The JavaScript client, at the address where the Node server has it: {@code
 * /socket.io/socket.io.js}. It comes from the one library that the application bundles.
 */
final class ClientScript extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final String LIBRARY = "META-INF/maven/org.webjars.npm/socket.io-client/";
  private static final String FILES = "META-INF/resources/webjars/socket.io-client/%s/dist%s";

  /** What there is below the path. */
  static final List<String> NAMES =
      List.of(
          "/socket.io.js",
          "/socket.io.js.map",
          "/socket.io.min.js",
          "/socket.io.min.js.map",
          "/socket.io.esm.min.js",
          "/socket.io.esm.min.js.map");

  private final String version;

  ClientScript() throws IOException {
    Properties library = new Properties();
    try (InputStream file = resource(LIBRARY + "pom.properties")) {
      if (file != null) {
        library.load(file);
      }
    }
    version = library.getProperty("version", "");
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = request.getServletPath();
    String name = path.substring(path.lastIndexOf('/'));
    String tag = "\"" + version + "\"";
    response.setHeader("Access-Control-Allow-Origin", "*");
    response.setHeader("Cache-Control", "public, max-age=0");
    response.setHeader("ETag", tag);
    if (tag.equals(request.getHeader("If-None-Match"))) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    try (InputStream file = resource(FILES.formatted(version, name))) {
      if (file == null) {
        response.setStatus(HttpServletResponse.SC_NOT_FOUND);
        return;
      }
      response.setContentType(
          name.endsWith(".map") ? "application/json" : "application/javascript; charset=UTF-8");
      file.transferTo(response.getOutputStream());
    }
  }

  private static InputStream resource(String name) {
    return ClientScript.class.getClassLoader().getResourceAsStream(name);
  }
}
