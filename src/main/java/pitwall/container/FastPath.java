package pitwall.container;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Whether this server's connections can be had bare, which is found out by trying: what fails
 * several times before anything has succeeded is the server's nature, and all else one connection's
 * misfortune, which has closed in this very moment, say.
 *
 * <pre>
 *   UNTRIED ────── one opens ──────▶ PROVEN   for as long as the server runs
 *      └─────── the tenth fails ───▶ OFF      likewise
 * </pre>
 *
 * <p>Thread-safe.
 */
final class FastPath {
  static final int TRIES = 10;
  private static final Logger LOG = System.getLogger(FastPath.class.getName());

  private enum State {
    UNTRIED,
    PROVEN,
    OFF
  }

  private volatile State state;
  private int failures; // guarded by this

  FastPath(boolean wanted) {
    state = wanted ? State.UNTRIED : State.OFF;
  }

  boolean isOn() {
    return state != State.OFF;
  }

  /** A bare connection was opened. */
  void opened() {
    if (state != State.PROVEN) {
      state = State.PROVEN;
    }
  }

  /** One could not be. */
  void failed(Throwable why) {
    synchronized (this) {
      if (state != State.UNTRIED || ++failures < TRIES) {
        LOG.log(Level.DEBUG, "one connection is served by the standard API: {0}", why.toString());
        return;
      }
      state = State.OFF;
    }
    LOG.log(
        Level.WARNING,
        "This server is none whose connections can be had bare ({0}): the standard API serves,"
            + " which costs several times the processor time",
        why.toString());
  }
}
