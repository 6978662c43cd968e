package pitwall.ops;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.Comparator;
import java.util.function.LongSupplier;
import pitwall.config.Settings;

/**
 * Whether the heap is nearly full with what is really in use: with what its largest part, where
 * objects that live on end up, held right after a collection. What it holds in between says little,
 * since a JVM lets garbage lie.
 *
 * <p>But old objects are collected only when new ones need the room, and some collectors (G1) take
 * a part of them at a time and leave garbage behind: so a heap may fill up before the next
 * collection tells, a collection may tell too much, and once connections are refused and nothing
 * needs room, the relay might never find out that it has room again. It therefore asks for a whole
 * collection before it takes the heap for full, and whenever more than the limit is in use, or was
 * after the last collection, for some seconds. But not more often than every 5 s, nor for more than
 * a hundredth of the time (but every 5 minutes, if need be, however long it takes); until it may
 * ask again, any collection is believed.
 *
 * <p>Thread-safe; ticks come one at a time.
 */
@ApplicationScoped
public class Heap {
  private static final long DOUBT_NANOS = Duration.ofSeconds(5).toNanos();
  private static final long LEAST_PAUSE_NANOS = Duration.ofSeconds(5).toNanos();
  private static final long MOST_PAUSE_NANOS = Duration.ofMinutes(5).toNanos();
  private static final long PAUSES = 100; // for each time that a collection took

  /** A part of the heap. */
  interface Pool {
    /** What is in use, garbage included. */
    MemoryUsage now();

    /** What was in use after the last collection; null when that is not known. */
    MemoryUsage afterCollection();
  }

  private Pool pool;
  private Runnable collector;
  private LongSupplier nanoTime;
  private int limit;
  private long clearAt; // these two by the tick alone
  private long askAfter;
  private volatile boolean full;

  /** For the container's proxy. */
  protected Heap() {}

  @Inject
  public Heap(Settings settings) {
    this(settings, largestPool(), System::gc, System::nanoTime);
  }

  /**
   * @param collector asks for a collection
   * @param nanoTime counts nanoseconds, as {@link System#nanoTime} does
   */
  Heap(Settings settings, Pool pool, Runnable collector, LongSupplier nanoTime) {
    this.limit = settings.operation().heapLimit();
    this.pool = pool;
    this.collector = collector;
    this.nanoTime = nanoTime;
    this.clearAt = nanoTime.getAsLong();
    this.askAfter = clearAt;
  }

  private static Pool largestPool() {
    MemoryPoolMXBean largest =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .max(
                Comparator.comparing(MemoryPoolMXBean::isUsageThresholdSupported) // not Eden, say
                    .thenComparingLong(pool -> pool.getUsage().getMax()))
            .orElseThrow();
    return new Pool() {
      @Override
      public MemoryUsage now() {
        return largest.getUsage();
      }

      @Override
      public MemoryUsage afterCollection() {
        return largest.getCollectionUsage();
      }
    };
  }

  /** How much was in use after the last collection, in percent of what there may be; 0: unknown. */
  public int percent() {
    return percent(pool.afterCollection());
  }

  private static int percent(MemoryUsage usage) {
    return usage == null || usage.getMax() <= 0
        ? 0
        : (int) (usage.getUsed() * 100 / usage.getMax());
  }

  /** Whether it is nearly full, as of the last tick. */
  public boolean isFull() {
    return full;
  }

  /** A second has passed. */
  void tick() {
    if (limit == 100) {
      return;
    }
    long now = nanoTime.getAsLong();
    boolean over = percent() > limit;
    if (!over && percent(pool.now()) <= limit) {
      clearAt = now;
    }
    boolean inDoubt = over && !full || now - clearAt >= DOUBT_NANOS;
    if (inDoubt && now - askAfter >= 0) {
      collector.run();
      long after = nanoTime.getAsLong();
      long pause = Math.max(LEAST_PAUSE_NANOS, PAUSES * (after - now));
      askAfter = after + Math.min(pause, MOST_PAUSE_NANOS);
      over = percent() > limit;
    }
    full = over;
  }
}
