package pitwall.hub;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/**
 * What all viewers together were sent and spared, and why this side ended connections. Counts up
 * for ever.
 *
 * <p>An {@link Outbox} counts for itself, under the lock that it holds anyway, and says the sum
 * here once a second: a delivery costs no more for being counted.
 *
 * <p>Thread-safe.
 */
public final class Traffic {
  private final LongAdder sent = new LongAdder();
  private final LongAdder delivered = new LongAdder();
  private final LongAdder skipped = new LongAdder();
  private final Map<CloseCode, LongAdder> closed = new EnumMap<>(CloseCode.class);
  private final Latency latency = new Latency();

  /** One that has counted nothing. */
  public Traffic() {
    for (CloseCode code : CloseCode.values()) {
      closed.put(code, new LongAdder());
    }
  }

  void add(long moreSent, long moreDelivered, long moreSkipped) {
    sent.add(moreSent);
    delivered.add(moreDelivered);
    skipped.add(moreSkipped);
  }

  void ended(CloseCode code) {
    closed.get(code).increment();
  }

  /** Frames of every kind that were handed to a transport. */
  public long sent() {
    return sent.sum();
  }

  /** The setups and telemetry among them, each once for every viewer. */
  public long delivered() {
    return delivered.sum();
  }

  /** Frames that viewers were spared since newer ones were there. */
  public long skipped() {
    return skipped.sum();
  }

  /** Connections that this side ended with a code. */
  public long closed(CloseCode code) {
    return closed.get(code).sum();
  }

  /**
   * From when the relay took a message to when a viewer's transport was given it, waiting in the
   * viewer's queue included. A sample: every delivery of every 16th message of a session.
   */
  public Latency latency() {
    return latency;
  }
}
