package pitwall.ops;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import pitwall.message.MessageJson;

/**
 * {@code /health/live} and {@code /health/ready}: 200 and {@code {"status": "up"}}, or 503 and
 * {@code {"status": "down", "reason": "…"}}.
 *
 * <p>Payara 6.2025.10 puts a servlet of its own at {@code /health/*} of a root application, unless
 * there is one whose mappings contain {@code /health}: hence both, with which every server behaves
 * the same and none needs to be configured.
 */
@WebServlet({"/health", "/health/*"})
public class HealthServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Inject private transient Condition condition;

  /** {@code {"status": "up"}}. */
  public record Up(String status) {}

  /** {@code {"status": "down", "reason": "…"}}. */
  public record Down(String status, String reason) {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String which = request.getPathInfo() == null ? "" : request.getPathInfo();
    switch (which) {
      case "/live" -> answer(response, condition.notLiveBecause());
      case "/ready" -> answer(response, condition.notReadyBecause());
      default ->
          Answer.json(
              response,
              HttpServletResponse.SC_NOT_FOUND,
              MessageJson.error("not_found", "expected /health/live or /health/ready"));
    }
  }

  private static void answer(HttpServletResponse response, Optional<String> reason)
      throws IOException {
    if (reason.isEmpty()) {
      Answer.json(response, HttpServletResponse.SC_OK, MessageJson.toJson(new Up("up")));
    } else {
      Answer.json(
          response,
          HttpServletResponse.SC_SERVICE_UNAVAILABLE,
          MessageJson.toJson(new Down("down", reason.get())));
    }
  }
}
