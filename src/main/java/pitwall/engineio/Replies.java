package pitwall.engineio;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** What all responses have in common: which pages may read them, and that nobody may keep them. */
final class Replies {
  static final String TEXT = "text/plain; charset=UTF-8";
  static final String JSON = "application/json; charset=UTF-8";

  static final byte[] OK = {'o', 'k'};

  private Replies() {}

  /**
   * The headers of every response.
   *
   * @param readableBy an origin, {@code *} for any, or null for none
   */
  static void prepare(HttpServletResponse response, String readableBy) {
    if (readableBy != null) {
      response.setHeader("Access-Control-Allow-Origin", readableBy);
    }
    if (!"*".equals(readableBy)) {
      response.addHeader("Vary", "Origin");
    }
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
  }

  /** The answer to a browser that asks whether a page of another origin may talk to us. */
  static void preflight(HttpServletRequest request, HttpServletResponse response) {
    response.setStatus(HttpServletResponse.SC_NO_CONTENT);
    response.setHeader("Access-Control-Allow-Methods", "GET, POST, OPTIONS");
    String wanted = request.getHeader("Access-Control-Request-Headers");
    if (wanted != null && wanted.matches("[\\w, -]{1,1000}")) {
      response.setHeader("Access-Control-Allow-Headers", wanted);
      response.addHeader("Vary", "Access-Control-Request-Headers");
    }
    response.setHeader("Access-Control-Max-Age", "86400");
  }

  static void refuse(HttpServletResponse response, EngineError error) throws IOException {
    write(response, error.status(), JSON, error.json().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Answers a POST.
   *
   * @param refusal null when it was taken
   */
  static void give(LateAnswer late, EngineError refusal) {
    if (refusal == null) {
      late.give(head(HttpServletResponse.SC_OK, TEXT, false), OK);
    } else {
      byte[] json = refusal.json().getBytes(StandardCharsets.UTF_8);
      late.give(head(refusal.status(), JSON, refusal != EngineError.BAD_REQUEST), json);
    }
  }

  /**
   * @param last whether to close the connection, rather than read all that may be left of the
   *     request
   */
  private static Consumer<HttpServletResponse> head(int status, String type, boolean last) {
    return response -> {
      response.setStatus(status);
      response.setContentType(type);
      if (last) {
        response.setHeader("Connection", "close");
      }
    };
  }

  static void write(HttpServletResponse response, int status, String type, byte[] body)
      throws IOException {
    response.setStatus(status);
    response.setContentType(type);
    writeBody(response, body);
  }

  static void writeBody(HttpServletResponse response, byte[] body) throws IOException {
    response.setContentLength(body.length);
    try {
      response.getOutputStream().write(body);
    } catch (IOException e) {
      // The client has gone; its session will be closed for its silence. No reason for a server
      // to fill its log with stack traces.
    }
  }
}
