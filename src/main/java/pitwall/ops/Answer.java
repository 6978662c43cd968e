package pitwall.ops;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** How everything here answers: never cached, never taken for something else. */
final class Answer {
  private static final String JSON = "application/json;charset=UTF-8";

  private Answer() {}

  static void json(HttpServletResponse response, int status, String json) throws IOException {
    write(response, status, JSON, json);
  }

  static void write(HttpServletResponse response, int status, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    response.setStatus(status);
    guard(response);
    response.setContentType(type);
    response.setContentLength(body.length);
    try {
      response.getOutputStream().write(body);
    } catch (IOException e) {
      // The client has gone: servers would write a stack trace for each.
    }
  }

  static void guard(HttpServletResponse response) {
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("Referrer-Policy", "no-referrer");
  }
}
