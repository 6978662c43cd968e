package pitwall.engineio;

import pitwall.engineio.Outflow.State;

/**
 * A polling session's way to a WebSocket: the one that wants to carry it next, until it does or has
 * failed.
 *
 * <pre>
 *                     2probe: 3probe                5
 *   [ none ] ──▶ [ attached ] ──▶ [ packets held ] ────▶ carries the session
 *       ▲              │                │
 *       └── anything else, late, lost ──┘ polling goes on as if nothing had been
 * </pre>
 *
 * <p>Thread-safe. The lock guards the fields below it; nothing else is called under it.
 */
final class Upgrade {
  private final Outflow out;

  // Guarded by this:
  private Wire probe; // null: none
  private long since;

  Upgrade(Outflow out) {
    this.out = out;
  }

  /** A WebSocket has opened that wants to be the session's next transport. */
  void attach(Wire wire, long now) {
    boolean taken;
    boolean possible = out.state() == State.POLLING;
    synchronized (this) {
      taken = possible && probe == null;
      if (taken) {
        probe = wire;
        since = now;
      }
    }
    if (!taken) {
      wire.close(EngineClose.BAD_PROBE);
    } else if (out.state() == State.CLOSED) {
      fail(wire, EngineClose.BAD_PROBE); // closed in this very moment
    }
  }

  /** Its {@code 2probe} has come. */
  void probed(Wire from) {
    if (isProbe(from) && out.state() == State.POLLING) {
      from.send(Packet.PROBE_ANSWER, failure -> {}, null); // before a GET is released, so that it
      out.hold(); // arrives first: the client then does not begin another GET
      if (!isProbe(from)) {
        out.resume(); // given up in this very moment
      }
    } else {
      fail(from, EngineClose.BAD_PROBE);
    }
  }

  /** Its {@code 5} has come; false when it may not carry the session. */
  boolean upgraded(Wire from) {
    if (take(from) && out.upgrade(from)) {
      return true;
    }
    from.close(EngineClose.BAD_PROBE);
    return false;
  }

  /** It ends, for a reason: polling goes on as if nothing had been. */
  void fail(Wire failed, EngineClose reason) {
    boolean current = take(failed);
    if (current) {
      out.resume();
    }
    if (current || failed != out.wire()) { // one that has just won is no probe any more
      failed.close(reason);
    }
  }

  /** The session has closed. */
  void end(EngineClose reason) {
    Wire probing;
    synchronized (this) {
      probing = probe;
      probe = null;
    }
    if (probing != null) {
      probing.close(reason);
    }
  }

  /**
   * Time has passed.
   *
   * @param patience how long a probe may take, in nanoseconds
   */
  void tick(long now, long patience) {
    Wire late;
    synchronized (this) {
      late = now - since >= patience ? probe : null;
    }
    if (late != null) {
      fail(late, EngineClose.BAD_PROBE);
    }
  }

  private synchronized boolean isProbe(Wire wire) {
    return wire == probe;
  }

  /** It is the probe no longer; false when it was not. */
  private synchronized boolean take(Wire wire) {
    boolean current = wire == probe;
    if (current) {
      probe = null;
    }
    return current;
  }
}
