package pitwall.web;

import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import pitwall.message.MessageJson;
import pitwall.message.Rejection;

/** How the API answers: JSON in UTF-8. */
final class Answers {
  static final String JSON = MediaType.APPLICATION_JSON + ";charset=UTF-8";

  private Answers() {}

  static Response ok(String json) {
    return answer(Response.Status.OK, json);
  }

  static Response refusal(Rejection rejection) {
    Response.Status status =
        switch (rejection.code()) {
          case UNKNOWN_SESSION -> Response.Status.NOT_FOUND;
          case SERVER_BUSY -> Response.Status.SERVICE_UNAVAILABLE;
          case RATE_LIMITED -> Response.Status.TOO_MANY_REQUESTS;
          case NOT_OWNER -> Response.Status.FORBIDDEN;
          case UNAUTHORIZED -> Response.Status.UNAUTHORIZED;
          case TOO_LARGE -> Response.Status.REQUEST_ENTITY_TOO_LARGE;
          case INVALID_PAYLOAD, UNKNOWN_EVENT -> Response.Status.BAD_REQUEST;
        };
    return failure(status, rejection.code().toString(), rejection.getMessage());
  }

  static Response notFound(String message) {
    return failure(Response.Status.NOT_FOUND, "not_found", message);
  }

  static Response failure(Response.Status status, String code, String message) {
    return answer(status, MessageJson.error(code, message));
  }

  /** Writes a body without Jakarta REST. */
  static void write(HttpServletResponse response, byte[] body) {
    try {
      response.getOutputStream().write(body);
    } catch (IOException e) {
      // The client has gone: servers would write a stack trace for each.
    }
  }

  private static Response answer(Response.Status status, String json) {
    return Response.status(status).type(JSON).entity(json).build();
  }
}
