package pitwall.ops;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pitwall.message.MessageJson;

/**
 * {@code /api/admin}, for the operator:
 *
 * <pre>
 *   GET    /api/admin/overview           how the relay does
 *   DELETE /api/admin/sessions/{number}  ends a session
 *   PUT    /api/admin/leaving            no new connections: the relay is about to stop
 *   DELETE /api/admin/leaving            takes that back
 * </pre>
 *
 * <p>A browser sends a password along to its site whoever asks for it; so what changes something
 * needs a header that no other site's page can set: {@code Pitwall-Admin}.
 *
 * <p>A servlet of its own, which is not there at all without a password.
 */
final class AdminServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final String HEADER = "Pitwall-Admin";
  private static final Pattern SESSION = Pattern.compile("/sessions/(\\d{1,18})");

  private final transient AdminApi api;
  private final transient OperatorGate gate;

  AdminServlet(AdminApi api, OperatorGate gate) {
    this.api = api;
    this.gate = gate;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (!gate.opensFor(request, response)) {
      return;
    }
    String path = request.getPathInfo() == null ? "" : request.getPathInfo();
    String method = request.getMethod();
    Matcher session = SESSION.matcher(path);
    if (method.equals("GET") && path.equals("/overview")) {
      ok(response, api.overview());
    } else if (method.equals("GET")) {
      refuse(response, HttpServletResponse.SC_NOT_FOUND, "not_found", "expected /overview");
    } else if (request.getHeader(HEADER) == null) {
      refuse(
          response,
          HttpServletResponse.SC_FORBIDDEN,
          "forbidden",
          "expected the header " + HEADER + ", which a page of another site cannot send");
    } else if (method.equals("DELETE") && session.matches()) {
      if (api.end(Long.parseLong(session.group(1)))) {
        ok(response, new AdminApi.Done(true));
      } else {
        refuse(response, HttpServletResponse.SC_NOT_FOUND, "unknown_session", "it is gone already");
      }
    } else if (path.equals("/leaving") && (method.equals("PUT") || method.equals("DELETE"))) {
      api.leave(method.equals("PUT"));
      ok(response, new AdminApi.Done(true));
    } else {
      refuse(
          response,
          HttpServletResponse.SC_NOT_FOUND,
          "not_found",
          "expected DELETE /sessions/{number}, PUT or DELETE /leaving");
    }
  }

  private static void ok(HttpServletResponse response, Object record) throws IOException {
    Answer.json(response, HttpServletResponse.SC_OK, MessageJson.toJson(record));
  }

  private static void refuse(HttpServletResponse response, int status, String code, String message)
      throws IOException {
    Answer.json(response, status, MessageJson.error(code, message));
  }
}
