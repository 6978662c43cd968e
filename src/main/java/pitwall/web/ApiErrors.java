package pitwall.web;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;
import java.util.Locale;
import pitwall.log.Failures;
import pitwall.message.MessageJson;

/** Whatever goes wrong under {@code /api} is told in JSON, and never with a stack trace. */
@Provider
public class ApiErrors implements ExceptionMapper<Exception> {
  private static final Failures FAILURES = Failures.of(ApiErrors.class);

  @Override
  public Response toResponse(Exception thrown) {
    if (thrown instanceof WebApplicationException refusal) {
      return told(refusal.getResponse());
    }
    FAILURES.add("a request failed", thrown);
    return Answers.failure(
        Response.Status.INTERNAL_SERVER_ERROR, "internal_error", "the relay failed over this");
  }

  /** What Jakarta REST refuses by itself: no such path, the wrong method (with what is allowed). */
  private static Response told(Response refused) {
    Response.StatusType status = refused.getStatusInfo();
    String code = status.getReasonPhrase().toLowerCase(Locale.ROOT).replace(' ', '_');
    String message =
        status.getReasonPhrase() + ": expected GET /api/sessions/{session_id} or /api/demo";
    return Response.fromResponse(refused)
        .type(Answers.JSON)
        .entity(MessageJson.error(code, message))
        .build();
  }
}
