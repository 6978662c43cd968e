package pitwall.it;

import jakarta.json.JsonObject;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A client of the relay on some transport: says events, and hears events in their order. */
public abstract class Client implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 20;

  /**
   * What a client has heard.
   *
   * @param data the event's data as text, exactly as it arrived
   */
  public record Heard(String event, String data) {
    public JsonObject json() {
      return Server.json(data);
    }
  }

  private final BlockingQueue<Heard> heard = new LinkedBlockingQueue<>();

  /** To be called by the transport, in order. */
  protected void hear(String event, String data) {
    heard.add(new Heard(event, data));
  }

  /**
   * @param data a JSON value
   */
  public abstract void say(String event, String data);

  /** Whether the connection stands, as far as this side knows. */
  public abstract boolean isOpen();

  @Override
  public abstract void close();

  /** The next event of that name; others before it are dropped. */
  public Heard next(String event) {
    while (true) {
      Heard next = next();
      if (next.event().equals(event)) {
        return next;
      }
    }
  }

  /** The next event that is no status: those come when they like. */
  public Heard nextButStatus() {
    while (true) {
      Heard next = next();
      if (!next.event().equals("session_status")) {
        return next;
      }
    }
  }

  /** The next event, whichever it is. */
  Heard next() {
    try {
      Heard next = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (next == null) {
        throw new AssertionError("nothing heard for " + PATIENCE_SECONDS + " s");
      }
      return next;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Takes a session; gives its id. */
  public String requestSession() {
    say("request_session_id", "{}");
    return next("session_id_assigned").json().getString("session_id");
  }

  /** Joins, and waits until the relay says so. */
  public void join(String session) {
    say("join_session", "{\"session_id\":\"" + session + "\"}");
    next("session_status");
  }

  public void telemetry(String session, String telemetry) {
    say("telemetry_update", "{\"session_id\":\"" + session + "\",\"telemetry\":" + telemetry + '}');
  }

  public void setup(String session, String setup) {
    say(
        "setup_data",
        "{\"session_id\":\"%s\",\"timestamp\":\"2026-01-31T12:00:00Z\",\"setup\":%s}"
            .formatted(session, setup));
  }

  /** Waits until a state is told. */
  JsonObject awaitState(String state) {
    while (true) {
      JsonObject status = next("session_status").json();
      if (status.getString("state").equals(state)) {
        return status;
      }
    }
  }

  /** Waits until a state and some telemetry are told, whichever comes first. */
  void awaitStateAndTelemetry(String state, String telemetry) {
    boolean told = false;
    boolean shown = false;
    while (!told || !shown) {
      Heard next = next();
      switch (next.event()) {
        case "session_status" -> told |= next.json().getString("state").equals(state);
        case "telemetry_update" -> shown |= next.data().contains(telemetry);
        default -> throw new AssertionError("unexpected: " + next);
      }
    }
  }

  /**
   * Waits until the relay has dealt with everything said so far: it answers nonsense with an error,
   * in its turn.
   */
  public void settle() {
    say("settle", "{}");
    while (!next("relay_error").json().getString("code").equals("unknown_event")) {
      continue;
    }
  }
}
