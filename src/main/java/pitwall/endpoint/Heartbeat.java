package pitwall.endpoint;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import pitwall.config.Settings;
import pitwall.hub.CloseCode;
import pitwall.hub.Outbox;
import pitwall.relay.Tick;

/**
 * Finds clients that have vanished without a close frame: who is silent is pinged, who does not
 * answer is closed, whatever is on its way to it. A phone that has lost its network looks connected
 * to TCP for a quarter of an hour.
 *
 * <p>Thread-safe; ticks come one at a time.
 */
@ApplicationScoped
public class Heartbeat {
  private static final int LOOKS = 5;

  private final Map<PlainConnection, Beat> beats = new ConcurrentHashMap<>();
  private long interval;
  private long patience;
  private long slowAfter;
  private LongSupplier nanoTime;
  private long lookedAt;

  /** A connection's outbox, to close it by, and when it was pinged last. */
  private static final class Beat {
    final Outbox outbox;
    long pingedAt; // by the tick alone

    Beat(Outbox outbox, long now) {
      this.outbox = outbox;
      this.pingedAt = now;
    }
  }

  /** For the container's proxy. */
  protected Heartbeat() {}

  @Inject
  public Heartbeat(Settings settings) {
    this(settings, System::nanoTime);
  }

  /**
   * @param nanoTime counts nanoseconds, as {@link System#nanoTime} does
   */
  Heartbeat(Settings settings, LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    lookedAt = nanoTime.getAsLong();
    interval = settings.pingInterval().toNanos();
    slowAfter = settings.slowAfter().toNanos();
    patience = interval + settings.pingTimeout().toNanos();
  }

  void watch(PlainConnection connection, Outbox outbox) {
    beats.put(connection, new Beat(outbox, nanoTime.getAsLong()));
  }

  void forget(PlainConnection connection) {
    beats.remove(connection);
  }

  /** Every fifth of an interval: thousands of connections lie all over the memory. */
  void tick(@Observes Tick tick) {
    long now = nanoTime.getAsLong();
    if (now - lookedAt >= interval / LOOKS) {
      lookedAt = now;
      beats.forEach(this::check);
    }
  }

  private void check(PlainConnection connection, Beat beat) {
    long now = nanoTime.getAsLong();
    long silence = connection.silence();
    if (silence > patience) {
      // With something to take it has stopped to read; without, it is not there.
      boolean stuck = silence > slowAfter && beat.outbox.isOwed();
      beat.outbox.end(stuck ? CloseCode.SLOW : CloseCode.UNREACHABLE);
    } else if (connection.halfway() > patience) {
      beat.outbox.end(CloseCode.SLOW); // pings between its fragments would keep it alive for ever
    } else if (silence > interval && now - beat.pingedAt > interval) {
      // Again and again: behind a slow link an answer waits for all that was sent before the ping.
      beat.pingedAt = now;
      try {
        connection.ping();
      } catch (RuntimeException e) { // one connection's failure is its own
        beat.outbox.end(CloseCode.UNREACHABLE);
      }
    }
  }
}
