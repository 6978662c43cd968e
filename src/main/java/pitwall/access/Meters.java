package pitwall.access;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import pitwall.config.Rate;

/**
 * One rate, measured for each of many names. How many are remembered has a bound: a name that has
 * been quiet for so long that its bucket is full again is forgotten, and when all are busy the one
 * that has been quiet for longest.
 *
 * <p>Thread-safe. Its lock is held for a look into a map.
 */
final class Meters {
  private static final int FORGOTTEN_AT_A_TIME = 2;

  private final Rate rate;
  private final int most;
  private final Clock clock;
  private final Map<String, Meter> meters = new LinkedHashMap<>(16, 0.75f, true); // guarded by this

  private static final class Meter {
    final Bucket bucket;
    long usedAt;

    Meter(Bucket bucket) {
      this.bucket = bucket;
    }
  }

  /** Bucket4j's own clock cannot be given a time by a test. */
  record Clock(LongSupplier nanoTime) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return nanoTime.getAsLong();
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }

  /**
   * @param most how many names are remembered
   * @param nanoTime counts nanoseconds, as {@link System#nanoTime} does
   */
  Meters(Rate rate, int most, LongSupplier nanoTime) {
    this.rate = rate;
    this.most = most;
    this.clock = new Clock(nanoTime);
  }

  /**
   * Counts once more for a name.
   *
   * @param name null: is not counted
   * @return false when that is once too often
   */
  boolean take(String name) {
    return name == null || bucket(name).tryConsume(1);
  }

  /** Whether {@link #take} would be too often. */
  boolean isEmpty(String name) {
    return name != null && bucket(name).getAvailableTokens() < 1;
  }

  /** Takes one {@link #take} back. */
  void giveBack(String name) {
    if (name != null) {
      bucket(name).addTokens(1);
    }
  }

  /** How many names are remembered. */
  synchronized int size() {
    return meters.size();
  }

  private synchronized Bucket bucket(String name) {
    long now = clock.currentTimeNanos();
    Meter meter = meters.computeIfAbsent(name, unknown -> new Meter(newBucket()));
    meter.usedAt = now;
    Iterator<Meter> eldest = meters.values().iterator();
    for (int i = 0; i < FORGOTTEN_AT_A_TIME && eldest.hasNext(); i++) {
      if (now - eldest.next().usedAt > rate.per().toNanos() || meters.size() > most) {
        eldest.remove();
      } else {
        break;
      }
    }
    return meter.bucket;
  }

  private Bucket newBucket() {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(rate.amount()).refillGreedy(rate.amount(), rate.per()))
        .withCustomTimePrecision(clock)
        .build();
  }
}
