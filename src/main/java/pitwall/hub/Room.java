package pitwall.hub;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import pitwall.log.Failures;
import pitwall.message.Outbound.SessionStatus;
import pitwall.message.Outbound.SetupUpdate;

/**
 * Those who watch one session, and what they see first.
 *
 * <p>Everything that happens to a room is a task in its one mailbox, and tasks run one after the
 * other: so all viewers see the same order, a viewer that joins gets the current state before
 * anything newer, and no lock is held while frames are handed out. Putting a task in never waits,
 * so a caller may do it under a lock of its own to fix the order, and then call {@link #run}
 * outside of it. Whichever thread calls {@code run} while nobody runs does the work for all.
 *
 * <p>Thread-safe. The fields below the mailbox belong to the running task.
 */
public final class Room {
  private static final Failures FAILURES = Failures.of(Room.class);
  private static final long STATUS_GAP_NANOS = 1_000_000_000L;

  private final ConcurrentLinkedQueue<Runnable> mailbox = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean running = new AtomicBoolean();
  private final IntFunction<SessionStatus> status;
  private final LongSupplier nanoTime;

  private final Set<Outbox> viewers = new LinkedHashSet<>();
  private Outbox[] row; // of the viewers; null when they have changed since
  private final Set<Outbox> toldOfSkipping = new HashSet<>(2);
  private Outbox monitor;
  private Frame setup;
  private Frame telemetry;
  private Frame lastWord; // null while the session goes on
  private long toldAt;

  private volatile SessionStatus told;
  private volatile boolean uneven; // somebody was told something newer than the others
  private volatile boolean someSkip; // or have yet to be told that it is over
  private volatile int viewerCount;
  private volatile int skippingCount;

  /**
   * @param status the session's status, given the number of its viewers
   * @param nanoTime counts nanoseconds, as {@link System#nanoTime} does
   */
  Room(IntFunction<SessionStatus> status, LongSupplier nanoTime) {
    this.status = status;
    this.nanoTime = nanoTime;
    this.toldAt = nanoTime.getAsLong() - STATUS_GAP_NANOS;
  }

  /** How many connections watch. */
  public int viewers() {
    return viewerCount;
  }

  /** How many of them are being skipped ahead, to the nearest tick. */
  public int skipping() {
    return skippingCount;
  }

  /**
   * A viewer comes: it gets the newest setup, the newest telemetry, the status, and then what
   * follows. Whoever joins twice gets the status once more and every message once.
   */
  public void join(Outbox viewer) {
    mailbox.add(
        () -> {
          if (lastWord != null) { // it has ended in this very moment
            viewer.offer(lastWord);
            return;
          }
          if (viewers.add(viewer)) {
            row = null;
            viewerCount = viewers.size();
            offerState(viewer);
          }
          if (!tellIfChanged()) {
            tellAlone(viewer);
          }
        });
  }

  /** A viewer goes. */
  public void leave(Outbox viewer) {
    mailbox.add(
        () -> {
          viewers.remove(viewer);
          row = null;
          toldOfSkipping.remove(viewer);
          skippingCount = toldOfSkipping.size();
          viewerCount = viewers.size();
          tellIfChanged();
        });
  }

  /** Something new for everyone who watches. */
  public void broadcast(Frame update) {
    mailbox.add(
        () -> {
          if (update.message() instanceof SetupUpdate) {
            setup = update;
          } else {
            telemetry = update;
          }
          boolean skip = false;
          for (Outbox viewer : row()) {
            viewer.offer(update);
            skip |= viewer.isSkipping();
          }
          if (skip) {
            someSkip = true;
          }
          tellIfChanged();
        });
  }

  /** A monitor publishes from now on. It hears the status as viewers do. */
  public void monitorCame(Outbox newMonitor) {
    mailbox.add(
        () -> {
          if (lastWord != null) { // it has ended in this very moment
            newMonitor.offer(lastWord);
            return;
          }
          monitor = newMonitor;
          if (!tellIfChanged()) {
            tellAlone(monitor);
          }
        });
  }

  /** A monitor publishes no longer; another one may have come in the meantime. */
  public void monitorLeft(Outbox oldMonitor) {
    mailbox.add(
        () -> {
          if (monitor == oldMonitor) {
            monitor = null;
          }
          tellIfChanged();
        });
  }

  /**
   * The session is over: everyone hears how it is, then that, and nothing more.
   *
   * @param last what they hear at last
   */
  public void end(Frame last) {
    mailbox.add(
        () -> {
          lastWord = last;
          Set<Outbox> all = new LinkedHashSet<>(viewers);
          if (monitor != null) {
            all.add(monitor);
          }
          Frame now = Frame.of(status.apply(viewerCount));
          for (Outbox one : all) {
            one.offer(now);
            one.offer(last);
          }
          viewers.clear();
          toldOfSkipping.clear();
          skippingCount = 0;
          row = null;
          monitor = null;
          setup = null; // connections may know this room for as long as they stand
          telemetry = null;
          viewerCount = 0;
        });
  }

  /**
   * Time has passed: the session may have grown stale, a viewer may be skipped ahead since. To be
   * called about once a second.
   */
  public void tick() {
    boolean changed = isChanged(status.apply(viewerCount));
    if (changed) {
      mailbox.add(this::tellIfChanged);
    }
    if (someSkip) {
      mailbox.add(this::tellWhoSkips);
    }
    if (changed || someSkip) {
      run();
    }
  }

  /** Does what is in the mailbox, unless another thread is at it. */
  public void run() {
    do {
      if (!running.compareAndSet(false, true)) {
        return; // the runner looks into the mailbox once more before it leaves
      }
      try {
        for (Runnable task = mailbox.poll(); task != null; task = mailbox.poll()) {
          runSafely(task);
        }
      } finally {
        running.set(false);
      }
    } while (!mailbox.isEmpty());
  }

  /** The viewers side by side: a set's entries lie all over the memory, which thousands feel. */
  private Outbox[] row() {
    if (row == null) {
      row = viewers.toArray(Outbox[]::new);
    }
    return row;
  }

  private void offerState(Outbox viewer) {
    if (setup != null) {
      viewer.offerLate(setup);
    }
    if (telemetry != null) {
      viewer.offerLate(telemetry);
    }
  }

  private static void runSafely(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException e) { // one task's failure must not stop those behind it
      FAILURES.add("a room's task failed", e);
    }
  }

  private boolean isChanged(SessionStatus now) {
    SessionStatus before = told;
    return uneven
        || before == null
        || before.state() != now.state()
        || before.viewers() != now.viewers();
  }

  private void tellAlone(Outbox one) {
    SessionStatus now = status.apply(viewerCount);
    uneven |= isChanged(now);
    one.offer(Frame.of(now));
  }

  /** Tells everyone the status if it has changed, and if they were not told just now. */
  private boolean tellIfChanged() {
    SessionStatus now = status.apply(viewerCount);
    if (!isChanged(now) || nanoTime.getAsLong() - toldAt < STATUS_GAP_NANOS) {
      return false; // a tick will make up for it
    }
    told = now;
    uneven = false;
    toldAt = nanoTime.getAsLong();
    Frame frame = Frame.of(now);
    for (Outbox viewer : viewers) {
      viewer.offer(frame);
    }
    if (monitor != null && !viewers.contains(monitor)) {
      monitor.offer(frame);
    }
    return true;
  }

  /** Tells each viewer that is being skipped ahead once, and once when that is over. */
  private void tellWhoSkips() {
    SessionStatus now = status.apply(viewerCount);
    Frame begins = Frame.of(now.toOneWhoIs(true));
    Frame over = Frame.of(now.toOneWhoIs(false));
    boolean skip = false;
    for (Outbox viewer : viewers) {
      if (viewer.isSkipping()) {
        skip = true;
        if (toldOfSkipping.add(viewer)) {
          viewer.offer(begins);
        }
      } else if (toldOfSkipping.remove(viewer)) {
        viewer.offer(over);
      }
    }
    someSkip = skip;
    skippingCount = toldOfSkipping.size();
  }
}
