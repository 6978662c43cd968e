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
import java.util.function.Supplier;
import pitwall.config.Settings;

/**
 * Whether the heap is nearly full with what is really in use: with what its largest part held right
 * after a collection. What it holds in between says nothing, since a JVM lets garbage lie.
 *
 * <p>Old objects are collected when new ones need the room. So once connections are refused, and
 * thus nothing needs room, a relay might never find out that it has room again: it asks for a
 * collection then, once a minute at most.
 *
 * <p>Thread-safe; ticks come one at a time.
 */
@ApplicationScoped
public class Heap {
  private static final long PATIENCE_NANOS = Duration.ofMinutes(1).toNanos();

  private Supplier<MemoryUsage> afterCollection;
  private Runnable collector;
  private LongSupplier nanoTime;
  private int limit;
  private long waitsSince; // by the tick alone
  private volatile boolean full;

  /** For the container's proxy. */
  protected Heap() {}

  @Inject
  public Heap(Settings settings) {
    this(settings, largestPool()::getCollectionUsage, System::gc, System::nanoTime);
  }

  /**
   * @param afterCollection what was in use after the last collection; null when that is not known
   * @param collector asks for a collection
   * @param nanoTime counts nanoseconds, as {@link System#nanoTime} does
   */
  Heap(
      Settings settings,
      Supplier<MemoryUsage> afterCollection,
      Runnable collector,
      LongSupplier nanoTime) {
    this.limit = settings.operation().heapLimit();
    this.afterCollection = afterCollection;
    this.collector = collector;
    this.nanoTime = nanoTime;
  }

  /** The one where objects that live on end up, whichever collector is at work. */
  private static MemoryPoolMXBean largestPool() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .max(Comparator.comparingLong(pool -> pool.getUsage().getMax()))
        .orElseThrow();
  }

  /** How much was in use after the last collection, in percent of what there may be; 0: unknown. */
  public int percent() {
    MemoryUsage usage = afterCollection.get();
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
    boolean was = full;
    full = limit < 100 && percent() > limit;
    long now = nanoTime.getAsLong();
    if (full && !was) {
      waitsSince = now;
    } else if (full && now - waitsSince >= PATIENCE_NANOS) {
      waitsSince = now;
      collector.run();
    }
  }
}
