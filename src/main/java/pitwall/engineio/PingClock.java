package pitwall.engineio;

import java.time.Duration;

/**
 * When a client is pinged and when its time is up.
 *
 * <pre>
 *  opened or answered ── pingInterval ──▶ ping due ── pingTimeout ──▶ gone
 *          ▲                                  │
 *          └───────────── pong ───────────────┘
 * </pre>
 *
 * <p>Both moments are counted from when the ping was due, not from when a tick noticed, so they are
 * exact however coarse the ticks are. Guarded by the session's lock.
 */
final class PingClock {
  private final long interval;
  private final long timeout;
  private long pingDue;
  private long heard;
  private boolean pinged;
  private boolean expires;
  private long expiry;

  PingClock(EngineOptions options, long now) {
    interval = options.pingInterval().toNanos();
    timeout = options.pingTimeout().toNanos();
    heard = now;
    pingDue = now + interval;
  }

  /** Something has come from the client: it lives, whatever it said. */
  void heard(long now) {
    heard = now;
  }

  void pong(long now) {
    if (pinged) {
      pinged = false;
      pingDue = now + interval;
    }
  }

  /** Whether it is time for a ping; true once for each. */
  boolean pingsNow(long now) {
    if (pinged || now - pingDue < 0) {
      return false;
    }
    pinged = true;
    return true;
  }

  /** Sets or, with null, takes back a time after which the session ends whatever it does. */
  void expireAfter(Duration time, long now) {
    expires = time != null;
    expiry = expires ? now + time.toNanos() : 0;
  }

  /** Why the session has to end now, null when it has not. */
  EngineClose overdue(long now) {
    if (expires && now - expiry >= 0) {
      return EngineClose.SILENT;
    }
    if (now - pingDue >= timeout && now - heard >= timeout) {
      return EngineClose.PING_TIMEOUT;
    }
    return null;
  }
}
