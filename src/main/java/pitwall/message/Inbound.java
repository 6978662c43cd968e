package pitwall.message;

/** What clients say to the relay, one record per event of the contract. */
public sealed interface Inbound {

  /** The event's name on the wire. */
  String event();

  /**
   * {@code {}}, absent or null: asks for a new session. {@code {"pin": "…"}}: for one that only
   * those may watch who know it.
   *
   * @param pin may be null
   */
  record RequestSessionId(Pin pin) implements Inbound {
    /** Open to whoever has the link. */
    public RequestSessionId() {
      this(null);
    }

    @Override
    public String event() {
      return "request_session_id";
    }
  }

  /** What a monitor says of its session, perhaps with a token. */
  sealed interface OfOwner extends Inbound {
    SessionId sessionId();

    /** Null when the monitor presented none. */
    PublishToken publishToken();
  }

  /** What a monitor says to publish. */
  sealed interface Publication extends OfOwner {}

  /**
   * {@code {"session_id": "…"}}: the link has got about; gives the session a new id. Those who
   * watch have to come again, with the new one.
   *
   * @param publishToken may be null
   * @param pin the new PIN; null: as before
   */
  record RotateSession(SessionId sessionId, PublishToken publishToken, Pin pin) implements OfOwner {
    @Override
    public String event() {
      return "rotate_session";
    }
  }

  /**
   * {@code {"session_id": "…"}}: it is over.
   *
   * @param publishToken may be null
   */
  record EndSession(SessionId sessionId, PublishToken publishToken) implements OfOwner {
    @Override
    public String event() {
      return "end_session";
    }
  }

  /**
   * {@code {"session_id": "…", "timestamp": "2026-01-31T12:00:00Z", "setup": {…}}}.
   *
   * @param publishToken may be null
   * @param timestamp as sent, {@link JsonText#NULL} when missing
   * @param setup an object
   */
  record SetupData(
      SessionId sessionId, PublishToken publishToken, JsonText timestamp, JsonText setup)
      implements Publication {
    @Override
    public String event() {
      return "setup_data";
    }
  }

  /**
   * {@code {"session_id": "…", "telemetry": {…}}}.
   *
   * @param publishToken may be null
   * @param telemetry an object
   */
  record TelemetryUpdate(SessionId sessionId, PublishToken publishToken, JsonText telemetry)
      implements Publication {
    @Override
    public String event() {
      return "telemetry_update";
    }
  }

  /**
   * {@code {"session_id": "…"}}, and {@code "pin"} or {@code "token"} where that is asked for:
   * wants to watch.
   *
   * @param pin may be null
   * @param token may be null
   */
  record JoinSession(SessionId sessionId, Pin pin, ViewerToken token) implements Inbound {
    /** By the link alone. */
    public JoinSession(SessionId sessionId) {
      this(sessionId, null, null);
    }

    @Override
    public String event() {
      return "join_session";
    }
  }

  /** {@code {"session_id": "…"}}: has seen enough. */
  record LeaveSession(SessionId sessionId) implements Inbound {
    @Override
    public String event() {
      return "leave_session";
    }
  }
}
