package pitwall.web;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import pitwall.hub.Hub;
import pitwall.message.MessageJson;
import pitwall.message.Outbound.SessionStatus;
import pitwall.message.Pin;
import pitwall.message.Rejection;
import pitwall.message.SessionId;
import pitwall.message.ViewerToken;
import pitwall.relay.Relay;
import pitwall.relay.ViewerDoor;
import pitwall.session.RaceSession;
import pitwall.session.RaceSession.State;

/**
 * A session's current state for whoever would rather ask than listen:
 *
 * <pre>
 * {"session_id": "…", "state": "live", "viewers": 3, "age_ms": 120, "mended": 0,
 *  "setup": {"seq": 1, "at": 1767225600000, "data": {"session_id": …, "timestamp": …, "setup": {…}}},
 *  "telemetry": {"seq": 7, "at": 1767225603000, "data": {"session_id": …, "telemetry": {…}}}}
 * </pre>
 *
 * <p>{@code setup} and {@code telemetry} are null while there has been none; {@code mended} counts
 * the numbers that JSON has not and that were passed on as null.
 *
 * <p>A session that asks for a PIN wants it as {@code Pitwall-Pin: …}, a token comes as {@code
 * Authorization: Bearer …}: in headers, since addresses are written to logs.
 */
@Path("/sessions/{id}")
public class SessionResource {
  private static final String BEARER = "Bearer ";

  @Inject private ViewerDoor door;
  @Inject private Hub hub;
  @Inject private Relay relay;
  @Inject private Callers callers;

  @GET
  public Response state(
      @PathParam("id") String id,
      @HeaderParam("Pitwall-Pin") String pin,
      @HeaderParam("Authorization") String authorization,
      @Context HttpServletRequest request) {
    String address = callers.of(request).address();
    try {
      ViewerToken token = token(authorization);
      return Answers.ok(
          json(
              door.enter(new SessionId(id), address, pin == null ? null : Pin.of(pin), token)
                  .session()));
    } catch (Rejection refusal) {
      relay.turnedAway(address, refusal, "api");
      return Answers.refusal(refusal);
    }
  }

  private static ViewerToken token(String authorization) throws Rejection {
    boolean bearer = authorization != null && authorization.startsWith(BEARER);
    return bearer ? ViewerToken.of(authorization.substring(BEARER.length()).strip()) : null;
  }

  private String json(RaceSession session) {
    SessionStatus status = session.status(hub.viewers(session.id()));
    State state = session.state();
    String head = MessageJson.data(status);
    return head.substring(0, head.length() - 1)
        + ",\"mended\":"
        + state.mended()
        + ",\"setup\":"
        + json(state.setup())
        + ",\"telemetry\":"
        + json(state.telemetry())
        + '}';
  }

  private static String json(RaceSession.Stamped<?> stamped) {
    if (stamped == null) {
      return "null";
    }
    return "{\"seq\":"
        + stamped.seq()
        + ",\"at\":"
        + stamped.at()
        + ",\"data\":"
        + MessageJson.data(stamped.update())
        + '}';
  }
}
