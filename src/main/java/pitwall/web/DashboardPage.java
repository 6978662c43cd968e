package pitwall.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * {@code /dashboard/{session_id}}: the same page for every id, also for one that does not exist
 * (yet). The page reads the id from its address and waits.
 */
@WebServlet("/dashboard/*")
public class DashboardPage extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    String id = request.getPathInfo();
    if (id == null || !id.matches("/[^/]+")) {
      // The page finds its scripts relative to its address, which has this one shape.
      response.sendRedirect(request.getContextPath() + "/");
      return;
    }
    request.getRequestDispatcher("/dashboard.html").forward(request, response);
  }
}
