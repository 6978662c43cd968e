package pitwall.ops;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * {@code /admin}: a page that shows what {@link AdminServlet} tells. It lies where no server finds
 * it by itself.
 */
final class AdminPage extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final String FILE = "/WEB-INF/admin.html";
  private static final String TYPE = "text/html;charset=UTF-8";

  private final transient OperatorGate gate;

  AdminPage(OperatorGate gate) {
    this.gate = gate;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!gate.opensFor(request, response)) {
      return;
    }
    try (InputStream file = getServletContext().getResourceAsStream(FILE)) {
      String page = new String(file.readAllBytes(), StandardCharsets.UTF_8);
      Answer.write(response, HttpServletResponse.SC_OK, TYPE, page);
    }
  }
}
