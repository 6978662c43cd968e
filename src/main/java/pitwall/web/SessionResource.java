package pitwall.web;

import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import pitwall.hub.Hub;
import pitwall.message.MessageJson;
import pitwall.message.Outbound.SessionStatus;
import pitwall.message.Rejection;
import pitwall.message.SessionId;
import pitwall.session.RaceSession;
import pitwall.session.RaceSession.State;
import pitwall.session.SessionStore;

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
 */
@Path("/sessions/{id}")
public class SessionResource {
  @Inject private SessionStore store;
  @Inject private Hub hub;

  @GET
  public Response state(@PathParam("id") String id) {
    try {
      return Answers.ok(json(store.find(new SessionId(id))));
    } catch (Rejection unknown) {
      return Answers.refusal(unknown);
    }
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
