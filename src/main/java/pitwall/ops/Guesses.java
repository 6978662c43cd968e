package pitwall.ops;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * How often each address has guessed a password wrong. Who has done so too often waits for a minute
 * from the first, with the right one as well: else guessing would go on unhindered.
 *
 * <p>Thread-safe. Bounded: when too many addresses have guessed, all of them wait.
 */
final class Guesses {
  private static final int MOST = 10;
  private static final int MOST_ADDRESSES = 10_000;
  private static final long WAIT_NANOS = Duration.ofMinutes(1).toNanos();

  private record Wrong(int times, long since) {}

  private final Map<String, Wrong> byAddress = new ConcurrentHashMap<>();
  private final LongSupplier nanoTime;

  /**
   * @param nanoTime counts nanoseconds, as {@link System#nanoTime} does
   */
  Guesses(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** Whether an address may guess now. */
  boolean mayGuess(String address) {
    if (byAddress.size() >= MOST_ADDRESSES) {
      byAddress.values().removeIf(this::isOver);
      if (byAddress.size() >= MOST_ADDRESSES && !byAddress.containsKey(address)) {
        return false;
      }
    }
    Wrong wrong = byAddress.get(address);
    return wrong == null || wrong.times < MOST || isOver(wrong);
  }

  /** An address has guessed wrong; true when it has to wait now. */
  boolean wrong(String address) {
    Wrong now =
        byAddress.merge(
            address,
            new Wrong(1, nanoTime.getAsLong()),
            (before, first) -> isOver(before) ? first : new Wrong(before.times + 1, before.since));
    return now.times == MOST;
  }

  private boolean isOver(Wrong wrong) {
    return nanoTime.getAsLong() - wrong.since >= WAIT_NANOS;
  }
}
