package pitwall.ops;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import pitwall.relay.Relay;
import pitwall.relay.Tick;

/**
 * Whether the relay is alive, and whether it takes new connections.
 *
 * <p>Thread-safe; ticks come one at a time.
 */
@ApplicationScoped
public class Condition {
  private static final Logger LOG = System.getLogger(Condition.class.getName());
  private static final long LATE_NANOS = Duration.ofSeconds(10).toNanos();
  private static final long DEAD_NANOS = Duration.ofMinutes(1).toNanos();

  private Relay relay;
  private Heap heap;
  private LongSupplier nanoTime;
  private volatile long tickedAt;
  private boolean wasFull; // by the tick alone

  /** For the container's proxy. */
  protected Condition() {}

  @Inject
  public Condition(Relay relay, Heap heap) {
    this(relay, heap, System::nanoTime);
  }

  /**
   * @param nanoTime counts nanoseconds, as {@link System#nanoTime} does
   */
  Condition(Relay relay, Heap heap, LongSupplier nanoTime) {
    this.relay = relay;
    this.heap = heap;
    this.nanoTime = nanoTime;
    this.tickedAt = nanoTime.getAsLong();
  }

  void tick(@Observes Tick tick) {
    tickedAt = nanoTime.getAsLong();
    heap.tick();
    boolean full = heap.isFull();
    if (full != wasFull) {
      wasFull = full;
      LOG.log(
          Level.WARNING,
          full ? "heap_full percent={0} connections=refused" : "heap_free percent={0}",
          Integer.toString(heap.percent()));
    }
  }

  /** Why new connections are refused; empty when they are not. */
  public Optional<String> closedBecause() {
    if (relay.isLeaving()) {
      return Optional.of("the relay is about to stop");
    }
    if (heap.isFull()) {
      return Optional.of("the relay's memory is nearly full");
    }
    return Optional.empty();
  }

  /** Why the relay should get no new clients; empty when it should. */
  public Optional<String> notReadyBecause() {
    Optional<String> closed = closedBecause();
    return closed.isPresent() || sinceTick() < LATE_NANOS
        ? closed
        : Optional.of("the relay's timer is late");
  }

  /** Why the relay needs a restart; empty when it does not. */
  public Optional<String> notLiveBecause() {
    return sinceTick() < DEAD_NANOS
        ? Optional.empty()
        : Optional.of("the relay's timer has stopped");
  }

  private long sinceTick() {
    return nanoTime.getAsLong() - tickedAt;
  }
}
