package pitwall.container;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A timer whose time the test lets pass. */
final class FakeTimer extends ScheduledThreadPoolExecutor {
  private record Task(Runnable run, long at) {}

  private final List<Task> tasks = new ArrayList<>();
  private long now;
  boolean stopped;

  FakeTimer() {
    super(1); // never has anything to run
  }

  @Override
  public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
    if (stopped) {
      throw new RejectedExecutionException();
    }
    tasks.add(new Task(task, now + unit.toMillis(delay)));
    return null;
  }

  /** At once, for a timer: with the next passing of time, be it none. */
  @Override
  public void execute(Runnable task) {
    schedule(task, 0, TimeUnit.MILLISECONDS);
  }

  void pass(long millis) {
    now += millis;
    List<Task> due = tasks.stream().filter(task -> task.at <= now).toList();
    tasks.removeAll(due);
    due.forEach(task -> task.run.run());
  }
}
