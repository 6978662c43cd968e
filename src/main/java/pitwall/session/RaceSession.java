package pitwall.session;

import java.time.InstantSource;
import java.util.function.Consumer;
import pitwall.config.Settings;
import pitwall.message.Outbound.SessionStatus;
import pitwall.message.Outbound.SetupUpdate;
import pitwall.message.Outbound.TelemetryUpdate;
import pitwall.message.Outbound.Update;
import pitwall.message.PublishToken;
import pitwall.message.Rejection;
import pitwall.message.SessionId;
import pitwall.message.SessionState;

/**
 * One car's run: who may publish to it, its newest setup and telemetry, and how alive it is.
 *
 * <p>Thread-safe. Its one lock is held for a few assignments, never around I/O, and no other lock
 * is taken under it.
 */
public final class RaceSession {
  private final SessionId id;
  private final PublishToken token;
  private final InstantSource clock;
  private final long staleAfterMs;

  private final Object lock = new Object();
  // Guarded by lock:
  private final Ownership ownership;
  private Stamped<SetupUpdate> setup;
  private Stamped<TelemetryUpdate> telemetry;
  private long seq;
  private long mended;
  private long lastUsed;

  /**
   * An update with its place in the session's order.
   *
   * @param seq counts up from 1 within the session, setups and telemetry together
   * @param at when the relay took it, in milliseconds since the epoch
   */
  public record Stamped<U extends Update>(U update, long seq, long at) {}

  /**
   * What a session knows at one moment.
   *
   * @param setup null when there has been none
   * @param telemetry null when there has been none
   * @param mended how many numbers that JSON has not ({@code NaN} and the like) have been passed on
   *     as {@code null}
   */
  public record State(
      Stamped<SetupUpdate> setup, Stamped<TelemetryUpdate> telemetry, long mended) {}

  RaceSession(Claim first, InstantSource clock, Settings settings) {
    this.id = SessionId.random();
    this.token = PublishToken.random();
    this.clock = clock;
    this.staleAfterMs = settings.staleAfter().toMillis();
    this.ownership = new Ownership(token, settings.takeover(), first);
    this.lastUsed = clock.millis();
  }

  public SessionId id() {
    return id;
  }

  /** For the monitor that asked for the session, and nobody else. */
  public PublishToken token() {
    return token;
  }

  /**
   * Takes an update from a connection that may publish.
   *
   * @param claim who sends it
   * @param update becomes the newest of its kind
   * @param inOrder is called once, before any later update's; under the lock, so it may only note
   *     the update down
   * @return true when the session has changed hands with this claim
   * @throws Rejection {@code not_owner}: nothing has changed
   */
  public boolean publish(Claim claim, Update update, Consumer<Stamped<?>> inOrder)
      throws Rejection {
    synchronized (lock) {
      boolean changed = ownership.claim(claim);
      lastUsed = clock.millis();
      seq++;
      mended += update.payload().mended();
      if (update instanceof SetupUpdate newer) {
        setup = new Stamped<>(newer, seq, lastUsed);
        inOrder.accept(setup);
      } else if (update instanceof TelemetryUpdate newer) {
        telemetry = new Stamped<>(newer, seq, lastUsed);
        inOrder.accept(telemetry);
      }
      return changed;
    }
  }

  /** A connection has ended; true when it was the owner's, so that nobody publishes now. */
  public boolean monitorLeft(long connection) {
    synchronized (lock) {
      lastUsed = clock.millis();
      return ownership.leave(connection);
    }
  }

  /** Someone watches: a session in use does not expire. */
  public void touch() {
    synchronized (lock) {
      lastUsed = clock.millis();
    }
  }

  /** Whether a monitor is connected. */
  public boolean hasMonitor() {
    synchronized (lock) {
      return ownership.connected();
    }
  }

  /** When it was last used, in milliseconds since the epoch. */
  public long lastUsed() {
    synchronized (lock) {
      return lastUsed;
    }
  }

  /** What it knows now. */
  public State state() {
    synchronized (lock) {
      return new State(setup, telemetry, mended);
    }
  }

  /**
   * How alive it is now.
   *
   * @param viewers how many watch, which the session itself does not know
   */
  public SessionStatus status(int viewers) {
    synchronized (lock) {
      Long age = telemetry == null ? null : Math.max(0, clock.millis() - telemetry.at());
      SessionState state;
      if (!ownership.connected()) {
        state = SessionState.GONE;
      } else if (age == null) {
        state = SessionState.WAITING;
      } else {
        state = age < staleAfterMs ? SessionState.LIVE : SessionState.STALE;
      }
      return new SessionStatus(id, state, viewers, age);
    }
  }
}
