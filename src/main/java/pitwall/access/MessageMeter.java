package pitwall.access;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.local.SynchronizationStrategy;
import java.time.Duration;
import java.util.function.LongSupplier;
import pitwall.config.Rate;

/**
 * How much one connection talks. What is too much is dropped and the sender told so, once a second
 * at most; who goes on as if nothing had been said, with as much again, has to go.
 *
 * <p>Not thread-safe: a connection's messages come one at a time. Neither locks nor allocates.
 */
public final class MessageMeter {
  private final Rate rate;
  private final LongSupplier nanoTime;
  private final Bucket allowed;
  private Bucket patience; // null until it is needed, which hardly ever happens
  private Bucket answers; // likewise

  /** What to do with a message. */
  public enum Verdict {
    /** Serve it. */
    PASS,
    /** Drop it, and tell the sender. */
    REFUSE,
    /** Drop it. */
    IGNORE,
    /** End the connection. */
    END
  }

  /** A meter on the system's clock. */
  public MessageMeter(Rate rate) {
    this(rate, System::nanoTime);
  }

  /**
   * @param nanoTime counts nanoseconds, as {@link System#nanoTime} does
   */
  MessageMeter(Rate rate, LongSupplier nanoTime) {
    this.rate = rate;
    this.nanoTime = nanoTime;
    allowed = bucket(rate, nanoTime);
  }

  private static Bucket bucket(Rate rate, LongSupplier nanoTime) {
    return Bucket.builder()
        .addLimit(limit -> limit.capacity(rate.amount()).refillGreedy(rate.amount(), rate.per()))
        .withCustomTimePrecision(new Meters.Clock(nanoTime))
        .withSynchronizationStrategy(SynchronizationStrategy.NONE)
        .build();
  }

  /** A message has come. */
  public Verdict take() {
    if (allowed.tryConsume(1)) {
      return Verdict.PASS;
    }
    if (patience == null) {
      patience = bucket(rate, nanoTime);
      answers = bucket(new Rate(1, Duration.ofSeconds(1)), nanoTime);
    }
    if (!patience.tryConsume(1)) {
      return Verdict.END;
    }
    return answers.tryConsume(1) ? Verdict.REFUSE : Verdict.IGNORE;
  }
}
