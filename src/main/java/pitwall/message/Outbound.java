package pitwall.message;

import jakarta.json.bind.annotation.JsonbNillable;
import jakarta.json.bind.annotation.JsonbProperty;

/** What the relay says to clients, one record per event of the contract. */
public sealed interface Outbound {

  /** The event's name on the wire. */
  String event();

  /** {@code {"session_id": "…", "publish_token": "…", "dashboard_url": "…"}}, to one monitor. */
  record SessionIdAssigned(SessionId sessionId, PublishToken publishToken, String dashboardUrl)
      implements Outbound {
    @Override
    public String event() {
      return "session_id_assigned";
    }
  }

  /** What a monitor published, on its way to the viewers. */
  sealed interface Update extends Outbound {
    SessionId sessionId();

    /** The setup or the telemetry itself. */
    JsonText payload();

    /** The same, of the session under its new id. */
    Update of(SessionId newId);
  }

  /** {@code {"session_id": "…", "timestamp": …, "setup": {…}}}: a session's newest setup. */
  record SetupUpdate(SessionId sessionId, JsonText timestamp, JsonText setup) implements Update {
    @Override
    public String event() {
      return "setup_update";
    }

    @Override
    public JsonText payload() {
      return setup;
    }

    @Override
    public SetupUpdate of(SessionId newId) {
      return new SetupUpdate(newId, timestamp, setup);
    }
  }

  /** {@code {"session_id": "…", "telemetry": {…}}}: a session's newest telemetry. */
  record TelemetryUpdate(SessionId sessionId, JsonText telemetry) implements Update {
    @Override
    public String event() {
      return "telemetry_update";
    }

    @Override
    public JsonText payload() {
      return telemetry;
    }

    @Override
    public TelemetryUpdate of(SessionId newId) {
      return new TelemetryUpdate(newId, telemetry);
    }
  }

  /**
   * {@code {"session_id": "…", "state": "live", "viewers": 3, "age_ms": 120}}, and {@code
   * "skipping"} to a viewer whom it concerns.
   *
   * @param viewers how many connections watch the session
   * @param ageMs how old the newest telemetry is, null when there has been none
   * @param skipping whether this one viewer is being skipped ahead, since it is too slow for all;
   *     null, and absent on the wire: nothing has changed about that
   */
  record SessionStatus(
      SessionId sessionId,
      SessionState state,
      int viewers,
      Long ageMs,
      @JsonbNillable(false) Boolean skipping)
      implements Outbound {
    /** What everyone hears. */
    public SessionStatus(SessionId sessionId, SessionState state, int viewers, Long ageMs) {
      this(sessionId, state, viewers, ageMs, null);
    }

    /** The same to a viewer that begins or ceases to be skipped ahead. */
    public SessionStatus toOneWhoIs(boolean skipped) {
      return new SessionStatus(sessionId, state, viewers, ageMs, skipped);
    }

    @Override
    public String event() {
      return "session_status";
    }
  }

  /**
   * {@code {"session_id": "…", "reason": "ended"}}: the last that those who watch hear of it.
   *
   * @param reason {@code ended}, or {@code rotated}: it goes on under another id, which is no
   *     longer for everyone who knew this one
   */
  record SessionEnded(SessionId sessionId, String reason) implements Outbound {
    @Override
    public String event() {
      return "session_ended";
    }
  }

  /**
   * {@code {"code": "not_owner", "message": "…", "event": "setup_data"}}.
   *
   * @param refused what the refused message was, null when that could not be told
   */
  record RelayError(
      Code code, String message, @JsonbProperty("event") @JsonbNillable String refused)
      implements Outbound {
    @Override
    public String event() {
      return "relay_error";
    }
  }
}
