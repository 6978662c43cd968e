package pitwall.hub;

import java.time.Duration;
import pitwall.config.Settings;

/**
 * How much of what one viewer was sent it has not confirmed yet; from that follow when it is asked
 * and when it gets nothing more until it has answered.
 *
 * <pre>
 *              a frame goes out                 the question is too old,
 *              and it is time to ask            or the window is full
 *   [ CLEAR ] ───────────────────▶ [ ASKED ] ───────────────────────────▶ [ HELD ]
 *       ▲                              │                                      │
 *       └────────── answered ──────────┴────────────── answered ──────────────┘
 *            soon:        is asked less often
 *            not so soon: is asked with the next frame, held after half the time
 *            late:        besides, gets so little at a time that it is not late
 * </pre>
 *
 * <p>One question is open at a time; its answer confirms all that was sent up to it. The window,
 * how much may be on its way, is what the viewer would take within the longest time at the pace of
 * its last answer: it opens within a few answers, and how fast the link is need not be known. A
 * viewer that answers soon is asked every five seconds, or when half of its window is full, so at a
 * high rate it is not held for the time that an answer travels. One whose answers are late gets
 * what it would take within half the longest time, or one frame, which is as fresh as its link can
 * have it.
 *
 * <p>Only updates carry questions: who merely publishes is never asked, and may leave the answers
 * it gets unread.
 *
 * <p>Guarded by the outbox's lock.
 */
final class Freshness {
  private static final long FIRST_PAUSE = Duration.ofMillis(500).toNanos();
  private static final long LONGEST_PAUSE = Duration.ofSeconds(5).toNanos();
  private static final int FIRST_WINDOW = 64 << 10;
  // Whoever takes less than that a second is as good as gone.
  private static final long LEAST_RATE = 4 << 10;

  private final long longest;
  private final long largest;
  private final long slow;

  private long window;
  private long pause; // from one question to the next
  private long patience; // with an open question
  private boolean asked;
  private long askedAt;
  private long asking; // bytes that the open question is about
  private long beyond; // bytes that were sent after it
  private boolean late; // was the last answer
  private boolean behind;

  Freshness(Settings settings, long now) {
    longest = settings.viewerUnconfirmedAge().toNanos();
    largest = settings.viewerUnconfirmedBytes();
    slow = settings.slowAfter().toNanos();
    window = Math.min(FIRST_WINDOW, largest);
    patience = longest / 4; // nobody knows yet how fast it is
    askedAt = now;
  }

  /** Whether nothing may be sent until the viewer has answered. */
  boolean holds(long now) {
    return asked && (asking + beyond >= window || now - askedAt >= patience);
  }

  /**
   * A frame goes out.
   *
   * @return whether the viewer is asked to confirm it
   */
  boolean asksWith(Frame frame, int size, long now) {
    beyond += size;
    if (asked || !frame.isUpdate() || now - askedAt < pause && beyond < window / 2) {
      return false;
    }
    asked = true;
    askedAt = now;
    asking = beyond;
    beyond = 0;
    return true;
  }

  /**
   * The viewer has all that the question was about.
   *
   * @param waits whether telemetry waits to be sent
   */
  void answered(long now, boolean waits) {
    if (!asked) {
      return;
    }
    asked = false;
    long took = now - askedAt;
    boolean soon = took <= longest / 4;
    late = took > longest / 2;
    patience = soon ? longest : longest / 2;
    pause = soon ? Math.min(LONGEST_PAUSE, Math.max(FIRST_PAUSE, 2 * pause)) : 0;
    double within = late ? longest / 2.0 : longest;
    window = Math.min(largest, (long) (asking * within / Math.max(1, took)));
    behind &= late || !soon && waits;
    asking = 0;
  }

  /** Telemetry had to be skipped. */
  void skipped() {
    behind |= late;
  }

  /**
   * Whether answers are late and telemetry was skipped: then no more of it is sent but the newest,
   * until an answer comes soon, or in time and with nothing waiting.
   */
  boolean isBehind() {
    return behind;
  }

  boolean isAsked() {
    return asked;
  }

  /** Whether a question is open for so long that the viewer takes nothing. */
  boolean isUnanswered(long now) {
    return asked && now - askedAt > slow + allowance();
  }

  /** How much longer an answer may take, since it comes after all that is on its way. */
  private long allowance() {
    long bytes = asked ? asking + beyond : 0;
    return Math.min(slow / 2, bytes * 1_000_000_000L / LEAST_RATE);
  }
}
