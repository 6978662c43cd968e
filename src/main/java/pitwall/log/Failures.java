package pitwall.log;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.function.LongSupplier;

/**
 * One class's failures in the log: {@value #MOST} at once with their stack traces, one a second in
 * the long run. Those beyond are counted, and the next one that is written says how many they were:
 * whoever finds a way to make the relay fail cannot fill its disk with it.
 *
 * <p>Thread-safe. The lock guards the fields below it and is never held while something is written.
 */
public final class Failures {
  static final int MOST = 10;
  private static final long REFILL_NANOS = 1_000_000_000L;

  private final Logger log;
  private final LongSupplier nanoTime;

  private final Object lock = new Object();
  // Guarded by lock:
  private int left = MOST;
  private long refilledAt;
  private long leftOut;

  /** The failures of a class, under its name. */
  public static Failures of(Class<?> type) {
    return new Failures(System.getLogger(type.getName()), System::nanoTime);
  }

  /**
   * @param nanoTime counts nanoseconds, as {@link System#nanoTime} does
   */
  Failures(Logger log, LongSupplier nanoTime) {
    this.log = log;
    this.nanoTime = nanoTime;
    this.refilledAt = nanoTime.getAsLong();
  }

  /**
   * Something has failed.
   *
   * @param what in a few words, none of them a client's
   */
  public void add(String what, Throwable thrown) {
    long before;
    synchronized (lock) {
      refill();
      if (left == 0) {
        leftOut++;
        return;
      }
      left--;
      before = leftOut;
      leftOut = 0;
    }
    String more = before == 0 ? "" : " (and " + before + " failures before were left out)";
    log.log(Level.ERROR, what + more, thrown);
  }

  private void refill() {
    long seconds = (nanoTime.getAsLong() - refilledAt) / REFILL_NANOS;
    left = (int) Math.min(MOST, left + seconds);
    refilledAt += seconds * REFILL_NANOS;
  }
}
