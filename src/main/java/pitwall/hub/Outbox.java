package pitwall.hub;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import pitwall.config.Settings;
import pitwall.hub.Frame.Kind;

/**
 * What waits for one viewer, and the one send that is under way.
 *
 * <pre>
 *          offer                next                send
 *   hub ─────────▶ [ waiting ] ──────▶ [ in flight ] ─────▶ the viewer's transport
 *                     │   ▲                │     │
 *       fell behind:  ▼   │ what is newest │     ├─ failed ────────────────▶ closed
 *            older ones skipped            │     └─ nothing taken for 30 s ─▶ closed as slow
 *                                          └─ done: next
 * </pre>
 *
 * <p>Frames leave in the order in which they came, and a viewer that keeps up gets every one. When
 * telemetry has waited for too long while newer exists, or too much of it waits, all but each
 * session's newest is skipped. Setups and statuses do not grow old, but when too many wait, older
 * ones make room for the newest of their session. Answers are never dropped; who asks on without
 * reading them is closed. So what can wait for one viewer is bounded: telemetry and state by the
 * settings (or one of each for every session that it watches, if that is more; those texts are
 * shared with all viewers), and answers by number.
 *
 * <p>That a send is done means only that the transport took the bytes, and kernels take megabytes.
 * What the viewer itself has confirmed is to be counted here as well, where {@link #sent} is.
 *
 * <p>Thread-safe. The one lock guards the queue, never a send: {@link Viewer} is called outside it.
 */
public final class Outbox {
  private static final Logger LOG = System.getLogger(Outbox.class.getName());
  private static final int MAX_ANSWERS = 1024;

  private record Waiting(Frame frame, int size, long since) {}

  private final Viewer viewer;
  private final LongSupplier nanoTime;
  private final long lagNanos;
  private final long slowNanos;
  private final int maxFrames;
  private final int maxSize;
  private final Consumer<Throwable> completion = this::sent;

  private final Object lock = new Object();
  // Guarded by lock:
  private final ArrayDeque<Waiting> queue = new ArrayDeque<>(4);
  private final int[] frames = new int[Kind.values().length];
  private final int[] sizes = new int[Kind.values().length];
  private boolean sending;
  private long sendingSince;
  private boolean pumping;
  private boolean closed;
  private long skipped;

  /** An outbox on the system's clock. */
  public Outbox(Viewer viewer, Settings settings) {
    this(viewer, settings, System::nanoTime);
  }

  /**
   * @param nanoTime counts nanoseconds, as {@link System#nanoTime} does
   */
  public Outbox(Viewer viewer, Settings settings, LongSupplier nanoTime) {
    this.viewer = viewer;
    this.nanoTime = nanoTime;
    this.lagNanos = settings.viewerLag().toNanos();
    this.slowNanos = settings.slowAfter().toNanos();
    this.maxFrames = settings.viewerQueueMessages();
    this.maxSize = settings.viewerQueueBytes();
  }

  /** Queues a frame and sends what can be sent. Never blocks and never throws. */
  public void offer(Frame frame) {
    int size;
    try {
      size = frame.text(viewer.format()).length();
    } catch (RuntimeException | Error e) { // a format that cannot encode harms this viewer alone
      end(CloseCode.FAILED);
      return;
    }
    boolean unread;
    synchronized (lock) {
      if (closed) {
        return;
      }
      queue.add(new Waiting(frame, size, nanoTime.getAsLong()));
      count(frame.kind(), 1, size);
      if (overflows(frame.kind())) {
        skipToNewest(frame.kind());
      }
      unread = frames[Kind.ANSWER.ordinal()] > MAX_ANSWERS;
    }
    if (unread) {
      end(CloseCode.UNREAD);
    } else {
      pump();
    }
  }

  /** Closes a viewer that has taken nothing for too long. To be called about once a second. */
  public void closeIfSlow() {
    boolean slow;
    synchronized (lock) {
      slow = sending && !closed && nanoTime.getAsLong() - sendingSince > slowNanos;
    }
    if (slow) {
      end(CloseCode.SLOW);
    }
  }

  /** Forgets what waits and takes nothing more: the connection has ended. */
  public void shut() {
    synchronized (lock) {
      closed = true;
      queue.clear();
    }
  }

  /** Ends the connection from this side. */
  public void end(CloseCode code) {
    synchronized (lock) {
      if (closed) {
        return;
      }
      closed = true;
      queue.clear();
    }
    try {
      viewer.close(code);
    } catch (RuntimeException e) { // no thread left to do it, say: others must not notice
      LOG.log(Level.WARNING, "a viewer could not be closed", e);
    }
  }

  /** Whether a send is under way. */
  public boolean isSending() {
    synchronized (lock) {
      return sending;
    }
  }

  /** How many frames this viewer has been spared because newer ones were there. */
  public long skipped() {
    synchronized (lock) {
      return skipped;
    }
  }

  /** Sends until nothing waits or a send is under way; one thread at a time does it. */
  private void pump() {
    synchronized (lock) {
      if (pumping) {
        return; // whoever pumps will see what we queued
      }
      pumping = true;
    }
    while (true) {
      Frame frame;
      synchronized (lock) {
        frame = sending || closed ? null : next();
        if (frame == null) {
          pumping = false;
          return;
        }
        sending = true;
        sendingSince = nanoTime.getAsLong();
      }
      try {
        viewer.send(frame, completion, null);
      } catch (RuntimeException | Error e) {
        sent(e);
      }
    }
  }

  private void sent(Throwable failure) {
    if (failure != null) {
      end(CloseCode.FAILED);
      return;
    }
    synchronized (lock) {
      sending = false;
    }
    pump(); // from within a send this returns at once, and the loop goes on: no stack grows
  }

  private Frame next() {
    Waiting first = queue.peek();
    if (first != null && isLate(first)) {
      skipToNewest(Kind.TELEMETRY);
    }
    Waiting next = queue.poll();
    if (next == null) {
      return null;
    }
    count(next.frame.kind(), -1, -next.size);
    return next.frame;
  }

  private boolean isLate(Waiting waiting) {
    return waiting.frame.kind() == Kind.TELEMETRY
        && frames[Kind.TELEMETRY.ordinal()] > 1
        && nanoTime.getAsLong() - waiting.since > lagNanos;
  }

  private boolean overflows(Kind kind) {
    return kind != Kind.ANSWER
        && (frames[kind.ordinal()] > maxFrames || sizes[kind.ordinal()] > maxSize);
  }

  /** Drops each waiting frame of a kind for which a newer one of its session waits, too. */
  private void skipToNewest(Kind kind) {
    List<Frame> newest = new ArrayList<>(2);
    for (Iterator<Waiting> i = queue.descendingIterator(); i.hasNext(); ) {
      Waiting waiting = i.next();
      Frame frame = waiting.frame;
      if (frame.kind() != kind) {
        continue;
      }
      if (newest.stream().anyMatch(newer -> newer.supersedes(frame))) {
        i.remove();
        count(kind, -1, -waiting.size);
        skipped++;
      } else {
        newest.add(frame);
      }
    }
  }

  private void count(Kind kind, int number, int size) {
    frames[kind.ordinal()] += number;
    sizes[kind.ordinal()] += size;
  }
}
