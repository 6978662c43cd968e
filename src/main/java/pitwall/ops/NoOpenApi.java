package pitwall.ops;

import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import pitwall.message.MessageJson;

/**
 * {@code /openapi} is nothing of this relay's, and without a servlet here Payara 6.2025.10 would
 * describe what it takes for the application's interface there.
 */
@WebServlet({"/openapi", "/openapi/*"})
public class NoOpenApi extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Answer.json(
        response,
        HttpServletResponse.SC_NOT_FOUND,
        MessageJson.error("not_found", "the interface is described at /asyncapi.yaml"));
  }
}
