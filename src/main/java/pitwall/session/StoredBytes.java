package pitwall.session;

import java.util.concurrent.atomic.AtomicLong;
import pitwall.message.Outbound.Update;

/**
 * How much all sessions together keep of what was published. Each bound on its own would let one
 * client fill the heap: so many sessions, each with a setup as large as it may be.
 *
 * <p>A character counts as four bytes: its text may take two, and the frames made of it for each
 * wire about as much again. Counted in blocks, so that telemetry that is now a little longer and
 * now a little shorter changes nothing.
 *
 * <p>Thread-safe, and nobody waits for anybody.
 */
final class StoredBytes {
  private static final int BYTES_A_CHARACTER = 4;
  private static final int BLOCK = 4096;
  private static final int SPARE = 16; // one part of so many is cleared at a time

  private final long most;
  private final AtomicLong used = new AtomicLong();

  StoredBytes(long most) {
    this.most = most;
  }

  static long sizeOf(Update update) {
    long bytes = (long) update.payload().text().length() * BYTES_A_CHARACTER;
    return (bytes + BLOCK - 1) / BLOCK * BLOCK;
  }

  /** Counts so much more, or less if it is negative; false, and nothing changes: it is full. */
  boolean take(long more) {
    if (more <= 0) {
      giveBack(-more);
      return true;
    }
    long before = used.get();
    while (before
        <= most - more) { // never beyond it for a moment: others would be refused for that
      if (used.compareAndSet(before, before + more)) {
        return true;
      }
      before = used.get();
    }
    return false;
  }

  void giveBack(long bytes) {
    if (bytes != 0) {
      used.addAndGet(-bytes);
    }
  }

  /** Whether so much would have room if nothing else were kept. */
  boolean mayHold(long bytes) {
    return bytes <= most;
  }

  /** Whether so much has room, and somewhat more: else each update would have to look for some. */
  boolean hasRoomToSpareFor(long bytes) {
    return used.get() <= most - Math.max(bytes, most / SPARE);
  }

  long used() {
    return used.get();
  }
}
