package pitwall.message;

/** What clients say to the relay, one record per event of the contract. */
public sealed interface Inbound {

  /** The event's name on the wire. */
  String event();

  /** {@code {}}, absent or null: asks for a new session. */
  record RequestSessionId() implements Inbound {
    @Override
    public String event() {
      return "request_session_id";
    }
  }

  /** What a monitor says to publish: for a session, perhaps with a token. */
  sealed interface Publication extends Inbound {
    SessionId sessionId();

    /** Null when the monitor presented none. */
    PublishToken publishToken();
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

  /** {@code {"session_id": "…"}}: wants to watch. */
  record JoinSession(SessionId sessionId) implements Inbound {
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
