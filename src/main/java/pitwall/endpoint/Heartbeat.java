package pitwall.endpoint;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import pitwall.config.Settings;
import pitwall.hub.CloseCode;
import pitwall.hub.Outbox;
import pitwall.relay.Tick;

/**
 * Finds clients that have vanished without a close frame: who is silent is pinged, who does not
 * answer is closed. A phone that has lost its network looks connected to TCP for a quarter of an
 * hour.
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
  private long lookedAt = System.nanoTime();

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
    interval = settings.pingInterval().toNanos();
    slowAfter = settings.slowAfter().toNanos();
    patience = interval + settings.pingTimeout().toNanos();
  }

  void watch(PlainConnection connection, Outbox outbox) {
    beats.put(connection, new Beat(outbox, System.nanoTime()));
  }

  void forget(PlainConnection connection) {
    beats.remove(connection);
  }

  /** Every fifth of an interval: thousands of connections lie all over the memory. */
  void tick(@Observes Tick tick) {
    long now = System.nanoTime();
    if (now - lookedAt >= interval / LOOKS) {
      lookedAt = now;
      beats.forEach(this::check);
    }
  }

  private void check(PlainConnection connection, Beat beat) {
    long silence = connection.silence();
    if (silence > patience && silence > patience + beat.outbox.allowanceNanos()) {
      // With something to take it has stopped to read; without, it is not there.
      boolean stuck = silence > slowAfter && beat.outbox.isOwed();
      beat.outbox.end(stuck ? CloseCode.SLOW : CloseCode.UNREACHABLE);
    } else if (silence > interval && System.nanoTime() - beat.pingedAt > interval) {
      // Again and again: behind a slow link an answer waits for all that was sent before the ping.
      beat.pingedAt = System.nanoTime();
      try {
        connection.ping();
      } catch (RuntimeException e) { // one connection's failure is its own
        beat.outbox.end(CloseCode.UNREACHABLE);
      }
    }
  }
}
