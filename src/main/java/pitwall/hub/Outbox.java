package pitwall.hub;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import pitwall.config.Settings;
import pitwall.hub.Frame.Kind;
import pitwall.log.Failures;

/**
 * What waits for one viewer, and the one send that is under way.
 *
 * <pre>
 *          offer                next                send
 *   hub ─────────▶ [ waiting ] ──────▶ [ in flight ] ─────▶ the viewer's transport
 *                     │   ▲                │     │
 *       fell behind:  ▼   │ what is newest │     ├─ failed ────────────────▶ closed
 *            older ones skipped            │     └─ nothing taken for 30 s ─▶ closed as slow
 *                                          └─ done, and not too much unconfirmed: next
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
 * <p>That a send is done means only that the transport took the bytes, and kernels take megabytes:
 * minutes of old telemetry on a slow link. So {@link Freshness} counts what the viewer itself has
 * not confirmed, and holds the next send back while that is too much or too old, just as if the
 * last one were still under way: setups, statuses and answers wait in their place, which keeps the
 * order and the bound, and the answer sets all in motion again. A viewer that answers late and has
 * had to skip gets but the newest telemetry each time, until its answers come soon again.
 *
 * <p>Thread-safe. The one lock guards the queue, never a send: {@link Viewer} is called outside it.
 */
public final class Outbox {
  private static final Failures FAILURES = Failures.of(Outbox.class);
  private static final int MAX_ANSWERS = 1024;
  private static final long SKIPPING_NANOS = 10_000_000_000L;

  private record Waiting(Frame frame, int size, long since, long arrival) {}

  private final Viewer viewer;
  private final Traffic traffic;
  private final LongSupplier nanoTime;
  private final long lagNanos;
  private final long slowNanos;
  private final int maxFrames;
  private final int maxSize;
  private final Consumer<Throwable> completion = this::sent;
  private final Runnable confirmation = this::confirmed;

  private final Object lock = new Object();
  // Guarded by lock:
  private final ArrayDeque<Waiting> queue = new ArrayDeque<>(4);
  private final int[] frames = new int[Kind.values().length];
  private final int[] sizes = new int[Kind.values().length];
  private final Freshness freshness;
  private boolean sending;
  private long sendingSince;
  private boolean pumping;
  private boolean closed;
  private long skipped;
  private long skippedAt;
  private long untoldSent; // what traffic has not been told yet
  private long untoldDelivered;
  private long untoldSkipped;

  private volatile boolean skipping;

  /** An outbox on the system's clock that counts for itself alone. */
  public Outbox(Viewer viewer, Settings settings) {
    this(viewer, settings, new Traffic(), System::nanoTime);
  }

  /** An outbox on another clock that counts for itself alone. */
  public Outbox(Viewer viewer, Settings settings, LongSupplier nanoTime) {
    this(viewer, settings, new Traffic(), nanoTime);
  }

  /**
   * @param traffic is told what this viewer gets
   * @param nanoTime counts nanoseconds, as {@link System#nanoTime} does
   */
  public Outbox(Viewer viewer, Settings settings, Traffic traffic, LongSupplier nanoTime) {
    this.viewer = viewer;
    this.traffic = traffic;
    this.nanoTime = nanoTime;
    this.lagNanos = settings.viewerLag().toNanos();
    this.slowNanos = settings.slowAfter().toNanos();
    this.maxFrames = settings.viewerQueueMessages();
    this.maxSize = settings.viewerQueueBytes();
    this.freshness = new Freshness(settings, nanoTime.getAsLong());
  }

  /** Queues a frame and sends what can be sent. Never blocks and never throws. */
  public void offer(Frame frame) {
    offer(frame, frame.arrival());
  }

  /** As {@link #offer}, of a frame that this viewer comes late for: its way is not timed. */
  void offerLate(Frame frame) {
    offer(frame, Frame.UNTIMED);
  }

  private void offer(Frame frame, long arrival) {
    int size;
    try {
      size = frame.text(viewer.format()).length();
    } catch (RuntimeException | Error e) { // a format that cannot encode harms this viewer alone
      end(CloseCode.FAILED);
      return;
    }
    boolean free;
    boolean asks = false;
    boolean unread = false;
    synchronized (lock) {
      if (closed) {
        return;
      }
      long now = nanoTime.getAsLong();
      free = !sending && !pumping && queue.isEmpty() && !freshness.holds(now);
      if (free) { // the usual case: nothing has to be put down for it
        pumping = true;
        asks = begin(frame, size, arrival, now);
      } else {
        unread = !enqueue(new Waiting(frame, size, now, arrival));
      }
    }
    if (free) {
      send(frame, asks);
      pumpOn();
    } else if (unread) {
      end(CloseCode.UNREAD);
    } else {
      pump();
    }
  }

  /** False when too many answers wait. */
  private boolean enqueue(Waiting waiting) {
    Kind kind = waiting.frame.kind();
    queue.add(waiting);
    count(kind, 1, waiting.size);
    if (overflows(kind)) {
      skipToNewest(kind);
    }
    return frames[Kind.ANSWER.ordinal()] <= MAX_ANSWERS;
  }

  /** Whether the viewer is asked to confirm it. */
  private boolean begin(Frame frame, int size, long arrival, long now) {
    sending = true;
    sendingSince = now;
    untoldSent++;
    if (frame.isUpdate()) {
      untoldDelivered++;
    }
    if (arrival != Frame.UNTIMED) {
      traffic.latency().record(now - arrival);
    }
    return freshness.asksWith(frame, size, now);
  }

  private void send(Frame frame, boolean asks) {
    try {
      viewer.send(frame, completion, asks ? confirmation : null);
    } catch (RuntimeException | Error e) {
      sent(e);
    }
  }

  /** Time has passed: closes a viewer that has taken nothing for too long. About once a second. */
  public void tick() {
    boolean slow;
    synchronized (lock) {
      long now = nanoTime.getAsLong();
      slow = !closed && (sending && now - sendingSince > slowNanos || freshness.isUnanswered(now));
      if (skipping && now - skippedAt > SKIPPING_NANOS) {
        skipping = false;
      }
      tell();
    }
    if (slow) {
      end(CloseCode.SLOW);
    }
  }

  /** Forgets what waits and takes nothing more: the connection has ended. */
  public void shut() {
    synchronized (lock) {
      closed = true;
      clear();
    }
  }

  /** Nothing more will be sent. */
  private void clear() {
    queue.clear();
    Arrays.fill(sizes, 0);
    tell();
  }

  private void tell() {
    traffic.add(untoldSent, untoldDelivered, untoldSkipped);
    untoldSent = 0;
    untoldDelivered = 0;
    untoldSkipped = 0;
  }

  /** Ends the connection from this side. */
  public void end(CloseCode code) {
    synchronized (lock) {
      if (closed) {
        return;
      }
      closed = true;
      clear();
    }
    traffic.ended(code);
    try {
      viewer.close(code);
    } catch (RuntimeException | Error e) { // no thread left for it, say: others must not notice
      FAILURES.add("a viewer could not be closed", e);
    }
  }

  /** Whether the viewer has yet to take something: a send is under way or a question is open. */
  public boolean isOwed() {
    synchronized (lock) {
      return sending || freshness.isAsked();
    }
  }

  /** Whether telemetry was skipped in the last ten seconds, to the nearest {@link #tick}. */
  public boolean isSkipping() {
    return skipping;
  }

  /** How its frames travel at the moment. */
  public Transport transport() {
    return viewer.transport();
  }

  /** How much waits, in characters of frames. */
  long waiting() {
    synchronized (lock) {
      return Arrays.stream(sizes).sum();
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
    pumpOn();
  }

  private void pumpOn() {
    while (true) {
      Waiting next;
      boolean asks;
      synchronized (lock) {
        long now = nanoTime.getAsLong();
        next = sending || closed || freshness.holds(now) ? null : next(now);
        if (next == null) {
          pumping = false;
          return;
        }
        asks = begin(next.frame, next.size, next.arrival, now);
      }
      send(next.frame, asks);
    }
  }

  private void sent(Throwable failure) {
    if (failure != null) {
      end(failure instanceof IOException ? CloseCode.LOST : CloseCode.FAILED);
      return;
    }
    boolean within;
    synchronized (lock) {
      sending = false;
      within = pumping;
    }
    if (!within) { // from within a send the loop goes on: no stack grows
      pump();
    }
  }

  /** Perhaps before the send is done: the viewer may be quicker than the transport. */
  private void confirmed() {
    synchronized (lock) {
      freshness.answered(nanoTime.getAsLong(), frames[Kind.TELEMETRY.ordinal()] > 0);
    }
    pump();
  }

  private Waiting next(long now) {
    Waiting first = queue.peek();
    if (first != null && isLate(first, now)) {
      skipToNewest(Kind.TELEMETRY);
    }
    Waiting next = queue.poll();
    if (next != null) {
      count(next.frame.kind(), -1, -next.size);
    }
    return next;
  }

  private boolean isLate(Waiting waiting, long now) {
    return waiting.frame.kind() == Kind.TELEMETRY
        && frames[Kind.TELEMETRY.ordinal()] > 1
        && (freshness.isBehind() || now - waiting.since > lagNanos);
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
        untoldSkipped++;
        if (kind == Kind.TELEMETRY) {
          freshness.skipped();
          skippedAt = nanoTime.getAsLong();
          skipping = true;
        }
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
