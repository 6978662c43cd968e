package pitwall.endpoint;

import java.util.function.IntConsumer;

/**
 * A connection's beginning and its end, which may be told more than once, and before the beginning
 * has been seen to: whoever comes second brings the end about.
 *
 * <p>Thread-safe. What the end brings about is called once, outside of the lock.
 */
final class Lifetime {
  // Guarded by this:
  private IntConsumer atEnd; // null before the beginning, and after the end
  private boolean ended;
  private int code;

  /**
   * All that the end has to undo is done.
   *
   * @param newAtEnd undoes it; gets the close code
   */
  void begin(IntConsumer newAtEnd) {
    synchronized (this) {
      if (!ended) {
        atEnd = newAtEnd;
        return;
      }
    }
    newAtEnd.accept(code);
  }

  /** The connection has ended; the first code counts. */
  void end(int newCode) {
    IntConsumer now;
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
      code = newCode;
      now = atEnd;
      atEnd = null;
    }
    if (now != null) {
      now.accept(newCode);
    }
  }
}
