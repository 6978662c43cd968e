package pitwall.websocket;

import java.util.function.LongSupplier;

/**
 * What time has to do with one client's frames: how long a message takes to arrive, and how many
 * frames come that say nothing. Looks at the clock seldom, as there is one of these for every
 * connection.
 *
 * <p>For the thread that reads, but for {@link #halfwayNanos}.
 */
final class FrameClock {
  // Pings, pongs and fragments of nothing: many times what anyone has a use for.
  static final int MOST_IDLE = 10_000;
  private static final long IDLE_NANOS = 1_000_000_000L;

  private final LongSupplier nanoTime;

  private volatile boolean halfway; // written when a message ends in mid-air, or had
  private volatile long halfwaySince;
  private int messages;
  private int halfwayMessage;
  private int idle; // frames, since:
  private long idleSince;

  /**
   * @param nanoTime counts nanoseconds, as {@link System#nanoTime} does
   */
  FrameClock(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    this.idleSince = nanoTime.getAsLong();
  }

  /** A message is whole. */
  void message() {
    messages++;
  }

  /**
   * All that has arrived is read.
   *
   * @param isHalfway whether that ended within a message
   */
  void paused(boolean isHalfway) {
    if (isHalfway && (!halfway || messages != halfwayMessage)) {
      halfwayMessage = messages;
      halfwaySince = nanoTime.getAsLong();
    }
    if (isHalfway != halfway) {
      halfway = isHalfway;
    }
  }

  /** For how long a message has been on its way, in nanoseconds; 0 when none is. Any thread. */
  long halfwayNanos() {
    return halfway ? Math.max(0, nanoTime.getAsLong() - halfwaySince) : 0;
  }

  /**
   * A frame has come that says nothing, and costs time on a thread that reads for others, too.
   *
   * @throws ProtocolException far too many of them come
   */
  void idle() throws ProtocolException {
    if (++idle < MOST_IDLE) {
      return;
    }
    long now = nanoTime.getAsLong();
    if (now - idleSince < IDLE_NANOS) {
      throw ProtocolException.flood();
    }
    idle = 0;
    idleSince = now;
  }
}
