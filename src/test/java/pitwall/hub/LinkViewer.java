package pitwall.hub;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;

/**
 * A viewer behind a link: the kernel before it takes every frame at once, the link lets so many
 * bytes a second through, and the viewer answers what it is asked when that arrives.
 *
 * <p>For one thread, on a clock that this moves.
 */
final class LinkViewer extends FakeViewer {
  /**
   * @param at when it arrived, in nanoseconds
   */
  record Arrival(Frame frame, long at) {}

  private record OnItsWay(Frame frame, double bytes, Runnable confirmed) {}

  private record Answer(long at, Runnable confirmed) {}

  private static final Duration STEP = Duration.ofMillis(5);

  private final FakeNanoTime time;
  private final Duration roundTrip;
  private final Queue<OnItsWay> kernel = new ArrayDeque<>();
  private final Queue<Answer> answers = new ArrayDeque<>();
  private final List<Arrival> arrivals = new ArrayList<>();
  private double bytesPerSecond;
  private double credit;
  private long unconfirmed;
  private long mostUnconfirmed;
  private int questions;

  LinkViewer(FakeNanoTime time, double bytesPerSecond, Duration roundTrip) {
    super(true);
    this.time = time;
    this.bytesPerSecond = bytesPerSecond;
    this.roundTrip = roundTrip;
  }

  @Override
  public void send(Frame frame, Consumer<Throwable> completion, Runnable confirmed) {
    int bytes = frame.text(format()).length();
    kernel.add(new OnItsWay(frame, bytes, confirmed));
    unconfirmed += bytes;
    mostUnconfirmed = Math.max(mostUnconfirmed, unconfirmed);
    questions += confirmed == null ? 0 : 1;
    super.send(frame, completion, null);
  }

  void rate(double newBytesPerSecond) {
    bytesPerSecond = newBytesPerSecond;
  }

  /** Lets time pass, and through the link what fits. */
  void pass(Duration length) {
    for (Duration passed = Duration.ZERO;
        passed.compareTo(length) < 0;
        passed = passed.plus(STEP)) {
      time.advance(STEP);
      credit += bytesPerSecond * STEP.toNanos() / 1e9;
      while (!kernel.isEmpty() && kernel.element().bytes <= credit) {
        OnItsWay arrived = kernel.remove();
        credit -= arrived.bytes;
        arrivals.add(new Arrival(arrived.frame, time.getAsLong()));
        unconfirmed -= (long) arrived.bytes;
        if (arrived.confirmed != null) {
          answers.add(new Answer(time.getAsLong() + roundTrip.toNanos(), arrived.confirmed));
        }
      }
      if (kernel.isEmpty()) {
        credit = 0; // what a link does not carry now it does not carry later
      }
      while (!answers.isEmpty() && time.getAsLong() - answers.element().at >= 0) {
        answers.remove().confirmed.run();
      }
    }
  }

  List<Arrival> arrivals() {
    return arrivals;
  }

  /** The most bytes that were on their way at a time. */
  long mostOnTheWay() {
    return mostUnconfirmed;
  }

  int questions() {
    return questions;
  }
}
