package pitwall.session;

import java.time.InstantSource;
import pitwall.config.Settings;
import pitwall.message.Code;
import pitwall.message.Outbound.SessionStatus;
import pitwall.message.Outbound.SetupUpdate;
import pitwall.message.Outbound.TelemetryUpdate;
import pitwall.message.Outbound.Update;
import pitwall.message.Pin;
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
  private final long number;
  private final SessionId id;
  private final PublishToken token;
  private final PinLock pin; // null: open to whoever has the id
  private final InstantSource clock;
  private final Settings settings;
  private final StoredBytes stored;

  private final Object lock = new Object();
  // Guarded by lock:
  private final Ownership ownership;
  private Stamped<SetupUpdate> setup;
  private Stamped<TelemetryUpdate> telemetry;
  private Long telemetryAt; // null: there has been none
  private long setupBytes; // as they are counted
  private long telemetryBytes;
  private long seq;
  private long mended;
  private long lastUsed;
  private boolean expired;

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

  /** Hears of updates in their order. */
  @FunctionalInterface
  public interface InOrder {
    /**
     * Called once for each update, before any later one's; under the session's lock, so it may only
     * note down what it hears.
     *
     * @param newOwner whether the session has changed hands with this update
     */
    void note(Stamped<?> stamped, boolean newOwner);
  }

  RaceSession(
      long number,
      Claim first,
      PinLock pin,
      InstantSource clock,
      Settings settings,
      StoredBytes stored) {
    this.number = number;
    this.id = SessionId.random();
    this.token = PublishToken.random();
    this.pin = pin;
    this.clock = clock;
    this.settings = settings;
    this.stored = stored;
    this.ownership = new Ownership(token, settings.takeover(), first);
    this.lastUsed = clock.millis();
  }

  /** Counts sessions up, and stays when the id changes: names this one to operators. */
  public long number() {
    return number;
  }

  public SessionId id() {
    return id;
  }

  /** For the monitor that asked for the session, and nobody else. */
  public PublishToken token() {
    return token;
  }

  /** Whether a PIN is asked of those who want to watch. */
  public boolean hasPin() {
    return pin != null;
  }

  /** Whether that is the session's PIN. */
  public boolean opensWith(Pin presented) {
    return pin != null && pin.opensWith(presented);
  }

  /**
   * Ends, and goes on as another with all that it knows.
   *
   * @param newPin null: as before
   * @return the other; it belongs to the connection that claimed this one
   * @throws Rejection {@code unknown_session}, or {@code not_owner} also when it only comes from
   *     the owner's address
   */
  RaceSession rotate(Claim claim, Pin newPin) throws Rejection {
    synchronized (lock) {
      mustNotBeOver();
      ownership.claimForGood(claim);
      expired = true;
      RaceSession next =
          new RaceSession(
              number, claim, newPin == null ? pin : new PinLock(newPin), clock, settings, stored);
      next.setup =
          setup == null ? null : new Stamped<>(setup.update.of(next.id), setup.seq, setup.at);
      next.telemetry =
          telemetry == null
              ? null
              : new Stamped<>(telemetry.update.of(next.id), telemetry.seq, telemetry.at);
      next.telemetryAt = telemetryAt;
      next.setupBytes = setupBytes;
      next.telemetryBytes = telemetryBytes;
      setupBytes = 0;
      telemetryBytes = 0;
      next.seq = seq;
      next.mended = mended;
      return next;
    }
  }

  /**
   * Ends, for good.
   *
   * @throws Rejection as {@link #rotate}
   */
  void end(Claim claim) throws Rejection {
    synchronized (lock) {
      mustNotBeOver();
      ownership.claimForGood(claim);
      expired = true;
    }
  }

  /** Ends, for good, whoever owns it. */
  void end() {
    synchronized (lock) {
      expired = true;
    }
  }

  private void mustNotBeOver() throws Rejection {
    if (expired) {
      throw new Rejection(Code.UNKNOWN_SESSION, "the session is over");
    }
  }

  /**
   * Takes an update from a connection that may publish.
   *
   * @param claim who sends it
   * @param update becomes the newest of its kind
   * @return true when the session has changed hands with this claim
   * @throws Rejection {@code not_owner}, {@code unknown_session} when it has just expired, or
   *     {@code server_busy} when all sessions together keep as much as they may: nothing has
   *     changed
   */
  public boolean publish(Claim claim, Update update, InOrder inOrder) throws Rejection {
    synchronized (lock) {
      mustNotBeOver();
      long bytes = StoredBytes.sizeOf(update);
      long more = bytes - (update instanceof SetupUpdate ? setupBytes : telemetryBytes);
      boolean changed = claim(claim, more);
      lastUsed = clock.millis();
      seq++;
      mended += update.payload().mended();
      if (update instanceof SetupUpdate newer) {
        setup = new Stamped<>(newer, seq, lastUsed);
        setupBytes = bytes;
        inOrder.note(setup, changed);
      } else if (update instanceof TelemetryUpdate newer) {
        telemetry = new Stamped<>(newer, seq, lastUsed);
        telemetryAt = lastUsed;
        telemetryBytes = bytes;
        inOrder.note(telemetry, changed);
      }
      return changed;
    }
  }

  private boolean claim(Claim claim, long more) throws Rejection {
    ownership.check(claim); // first: who may not publish must not even seem to fill the relay
    if (!stored.take(more)) {
      throw new Rejection(
          Code.SERVER_BUSY,
          "this relay keeps as much setup and telemetry as it may: try again later");
    }
    return ownership.claim(claim);
  }

  /** It is over, and keeps nothing of what was published: connections may still know it. */
  void forget() {
    synchronized (lock) {
      expired = true;
      stored.giveBack(setupBytes + telemetryBytes);
      setupBytes = 0;
      telemetryBytes = 0;
      setup = null;
      telemetry = null;
    }
  }

  /** When somebody last published, watched or left, in milliseconds since the epoch. */
  long lastUsed() {
    synchronized (lock) {
      return lastUsed;
    }
  }

  /** A connection has ended; true when it was the owner's, so that nobody publishes now. */
  public boolean monitorLeft(long connection) {
    synchronized (lock) {
      lastUsed = clock.millis();
      return ownership.leave(connection);
    }
  }

  /** Someone watches: a session in use does not expire. False when it has expired already. */
  public boolean touch() {
    synchronized (lock) {
      lastUsed = clock.millis();
      return !expired;
    }
  }

  /** Expires, for good, if nobody publishes and it was last used before that moment. */
  boolean expireIfIdle(long before) {
    synchronized (lock) {
      expired |= lastUsed < before && !ownership.connected();
      return expired;
    }
  }

  /** Whether a monitor is connected. */
  public boolean hasMonitor() {
    synchronized (lock) {
      return ownership.connected();
    }
  }

  /** How many updates it has had. */
  public long updates() {
    synchronized (lock) {
      return seq;
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
      Long age = telemetryAt == null ? null : Math.max(0, clock.millis() - telemetryAt);
      SessionState state;
      if (expired || !ownership.connected()) {
        state = SessionState.GONE;
      } else if (age == null) {
        state = SessionState.WAITING;
      } else {
        state = age < settings.staleAfter().toMillis() ? SessionState.LIVE : SessionState.STALE;
      }
      return new SessionStatus(id, state, viewers, age);
    }
  }
}
