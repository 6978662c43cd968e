package pitwall.ops;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** {@code /admin}: a page that shows what {@link AdminServlet} tells. */
final class AdminPage extends HttpServlet {
  private static final long serialVersionUID = 1L;

  private final transient OperatorGate gate;

  AdminPage(OperatorGate gate) {
    this.gate = gate;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    if (!gate.opensFor(request, response)) {
      return;
    }
    Answer.guard(response);
    request.getRequestDispatcher("/WEB-INF/admin.html").forward(request, response);
  }
}
