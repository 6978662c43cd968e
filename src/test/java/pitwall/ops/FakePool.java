package pitwall.ops;

import java.lang.management.MemoryUsage;

/** A part of a heap that holds what a test says. */
final class FakePool implements Heap.Pool {
  static final long UNKNOWN = -1;

  long max = 1_000;
  long now;
  long after;

  @Override
  public MemoryUsage now() {
    return new MemoryUsage(0, now, 1_000, max);
  }

  @Override
  public MemoryUsage afterCollection() {
    return after == UNKNOWN ? null : new MemoryUsage(0, after, 1_000, max);
  }
}
