package pitwall.web;

import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import jakarta.ws.rs.ext.Provider;

/** What Jakarta REST refuses by itself (no such path, wrong method) is told in JSON, too. */
@Provider
public class LostPage implements ExceptionMapper<WebApplicationException> {
  @Override
  public Response toResponse(WebApplicationException thrown) {
    Response.StatusType status = thrown.getResponse().getStatusInfo();
    return Answers.failure(
        Response.Status.fromStatusCode(status.getStatusCode()),
        status.getReasonPhrase().toLowerCase(java.util.Locale.ROOT).replace(' ', '_'),
        "nothing answers here: see GET /api/sessions/{session_id}");
  }
}
