package pitwall.hub;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * How long things took: counts by size, which can be added up over any number of relays.
 *
 * <p>Thread-safe, and nobody waits for anybody.
 */
public final class Latency {
  // From what a message takes here to what a viewer takes that is about to be given up.
  private static final long[] BOUNDS_MICROS = {
    100,
    250,
    500,
    1_000,
    2_500,
    5_000,
    10_000,
    25_000,
    50_000,
    100_000,
    250_000,
    500_000,
    1_000_000,
    2_500_000,
    5_000_000,
    10_000_000
  };

  private final LongAdder[] counts = new LongAdder[BOUNDS_MICROS.length + 1];
  private final LongAdder nanos = new LongAdder();

  /** One that has counted nothing. */
  public Latency() {
    for (int i = 0; i < counts.length; i++) {
      counts[i] = new LongAdder();
    }
  }

  /** Something took so many nanoseconds. */
  public void record(long took) {
    long micros = took / 1_000;
    int bucket = 0;
    while (bucket < BOUNDS_MICROS.length && micros >= BOUNDS_MICROS[bucket]) {
      bucket++;
    }
    counts[bucket].increment();
    nanos.add(took);
  }

  /** What each of {@link #counts} is below, in seconds; the last is infinite. */
  public static double[] bounds() {
    double[] bounds = new double[BOUNDS_MICROS.length + 1];
    for (int i = 0; i < BOUNDS_MICROS.length; i++) {
      bounds[i] = BOUNDS_MICROS[i] / 1e6;
    }
    bounds[BOUNDS_MICROS.length] = Double.POSITIVE_INFINITY;
    return bounds;
  }

  /** How many there were between each bound and the one before it. */
  public long[] counts() {
    long[] now = new long[counts.length];
    for (int i = 0; i < now.length; i++) {
      now[i] = counts[i].sum();
    }
    return now;
  }

  /** How long all took together, in seconds. */
  public double seconds() {
    return nanos.sum() / (double) TimeUnit.SECONDS.toNanos(1);
  }
}
