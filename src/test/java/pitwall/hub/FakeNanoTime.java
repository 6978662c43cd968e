package pitwall.hub;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Nanoseconds that a test counts. They begin shortly before they overflow, as they may: who
 * compares them by anything but their difference is found out.
 */
final class FakeNanoTime implements LongSupplier {
  private volatile long now = Long.MAX_VALUE - 1;

  @Override
  public long getAsLong() {
    return now;
  }

  void advance(Duration time) {
    now += time.toNanos();
  }
}
