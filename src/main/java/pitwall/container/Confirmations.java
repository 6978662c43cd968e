package pitwall.container;

import java.nio.ByteBuffer;

/**
 * The question that is open on one connection: a ping with a number, and who waits for its answer.
 *
 * <p>Thread-safe.
 */
final class Confirmations {
  private final Object lock = new Object();
  // Guarded by lock:
  private int number;
  private Runnable waiting;

  /** Opens a question in place of the one before; the number belongs into its ping. */
  int ask(Runnable confirmed) {
    synchronized (lock) {
      waiting = confirmed;
      return ++number;
    }
  }

  /** A pong has come: perhaps the answer. */
  void answered(ByteBuffer data) {
    if (data.remaining() != Integer.BYTES) {
      return;
    }
    int answer = data.getInt(data.position());
    Runnable confirmed;
    synchronized (lock) {
      if (waiting == null || answer != number) {
        return;
      }
      confirmed = waiting;
      waiting = null;
    }
    confirmed.run();
  }
}
