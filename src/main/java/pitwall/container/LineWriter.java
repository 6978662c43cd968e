package pitwall.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import pitwall.log.Failures;

/**
 * Writes to one connection from any thread, in order, without waiting and without a lock around a
 * write: whoever comes first writes, who comes meanwhile leaves the bytes with it.
 *
 * <pre>
 *           write              all taken, nothing waits
 *   IDLE ─────────▶ WRITING ────────────────────────────▶ IDLE
 *                    │   ▲ what waits, in order
 *   not all taken:   ▼   │
 *                   STALLED: the server writes the rest when the connection can take it
 * </pre>
 *
 * <p>Little waits here: an outbox has one frame under way at a time, and answers to pings are kept
 * to one by {@link RawChannel}.
 *
 * <p>Thread-safe.
 */
abstract class LineWriter implements Line {
  private static final Failures FAILURES = Failures.of(LineWriter.class);

  private record Waiting(ByteBuffer bytes, Consumer<Throwable> done) {}

  private final Object lock = new Object();
  // Guarded by lock:
  private ArrayDeque<Waiting> waiting; // null as long as nothing ever waited
  private boolean writing;
  private boolean last; // has been given

  /**
   * Writes as much as the connection takes now.
   *
   * @throws IOException it has ended
   */
  abstract void writeNow(ByteBuffer bytes) throws IOException;

  /**
   * Writes what is left of bytes when the connection can take them. Never blocks.
   *
   * @param done called once, from any thread, with null or what went wrong
   */
  abstract void writeRest(ByteBuffer bytes, Consumer<Throwable> done);

  @Override
  public final void write(ByteBuffer bytes, Consumer<Throwable> done) {
    write(bytes, done, false);
  }

  @Override
  public final void writeLast(ByteBuffer bytes, Consumer<Throwable> done) {
    write(bytes, done, true);
  }

  private void write(ByteBuffer bytes, Consumer<Throwable> done, boolean isLast) {
    boolean tooLate;
    synchronized (lock) {
      tooLate = last;
      last |= isLast;
      if (writing && !tooLate) {
        if (waiting == null) {
          waiting = new ArrayDeque<>(4);
        }
        waiting.add(new Waiting(bytes, done));
        return;
      }
      writing |= !tooLate;
    }
    if (tooLate) {
      complete(done, new IOException("the connection closes"));
    } else if (written(bytes, done)) {
      writeWaiting();
    }
  }

  /** Writes one after the other; from within a write's completion this is never called again. */
  private void writeWaiting() {
    while (true) {
      Waiting next;
      synchronized (lock) {
        next = waiting == null ? null : waiting.poll();
        if (next == null) {
          writing = false;
          return;
        }
      }
      if (!written(next.bytes, next.done)) {
        return;
      }
    }
  }

  /** False when the rest is on its way, which then goes on with what waits. */
  private boolean written(ByteBuffer bytes, Consumer<Throwable> done) {
    try {
      writeNow(bytes);
    } catch (IOException e) {
      complete(done, e);
      return true;
    } catch (RuntimeException | Error e) {
      failed(done, e);
      return true;
    }
    if (!bytes.hasRemaining()) {
      complete(done, null);
      return true;
    }
    AtomicBoolean over = new AtomicBoolean();
    try {
      writeRest(
          bytes,
          failure -> {
            if (over.compareAndSet(false, true)) {
              complete(done, failure);
              writeWaiting();
            }
          });
    } catch (RuntimeException | Error e) {
      if (over.compareAndSet(false, true)) {
        failed(done, e);
        return true;
      }
    }
    return false;
  }

  /** Not the connection's own failure, no memory say: half a frame may have left. */
  private void failed(Consumer<Throwable> done, Throwable failure) {
    close();
    complete(done, failure);
  }

  /** A completion that throws must not leave the line to nobody. */
  private static void complete(Consumer<Throwable> done, Throwable failure) {
    try {
      done.accept(failure);
    } catch (RuntimeException | Error e) {
      FAILURES.add("a completion failed", e);
    }
  }
}
