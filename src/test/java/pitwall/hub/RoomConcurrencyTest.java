package pitwall.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import pitwall.config.TestSettings;
import pitwall.message.JsonText;
import pitwall.message.Outbound.SessionStatus;
import pitwall.message.Outbound.TelemetryUpdate;
import pitwall.message.SessionState;

class RoomConcurrencyTest {
  private static final int PUBLISHERS = 4;
  private static final int EACH = 1_000;
  private static final int LAST = PUBLISHERS * EACH;

  private final Room room =
      new Room(
          viewers -> new SessionStatus(Frames.CAR, SessionState.LIVE, viewers, null),
          System::nanoTime);
  private final Object order = new Object();
  private long seq;

  @Test
  void underConcurrentPublishersAllViewersSeeTheOneOrder() throws Exception {
    List<FakeViewer> viewers = List.of(join(), join(), join());

    run(List.of());

    for (FakeViewer viewer : viewers) {
      assertThat(telemetry(viewer)).isEqualTo(numbers(1));
    }
  }

  @Test
  void whoJoinsInTheMidstSeesTheNewestAndThenEveryLaterOne() throws Exception {
    List<FakeViewer> late = new ArrayList<>();

    run(
        List.of(
            () -> {
              for (int i = 0; i < 100; i++) {
                late.add(join());
              }
            }));

    assertThat(late).hasSize(100);
    for (FakeViewer viewer : late) {
      List<Long> seen = telemetry(viewer);
      assertThat(seen).isNotEmpty().isEqualTo(numbers(seen.get(0)));
    }
    assertThat(room.viewers()).isEqualTo(100);
  }

  @Test
  void whoeverComesAndGoesInTheMeantimeDisturbsNobody() throws Exception {
    FakeViewer steady = join();
    Runnable restless =
        () -> {
          for (int i = 0; i < 200; i++) {
            Outbox outbox = outbox(FakeViewer.prompt());
            room.join(outbox);
            room.run();
            room.leave(outbox);
            room.run();
          }
        };

    run(List.of(restless, restless));

    assertThat(telemetry(steady)).isEqualTo(numbers(1));
    assertThat(room.viewers()).isOne();
  }

  /** Whichever of the two finds the other at work may rely on it, in every single round. */
  @Test
  void whenAllHaveRunNothingIsLeftToDo() throws Exception {
    int rounds = 100_000;
    AtomicInteger done = new AtomicInteger();
    AtomicInteger left = new AtomicInteger();
    AtomicInteger arrived = new AtomicInteger();
    Room counting =
        new Room(
            viewers -> {
              done.incrementAndGet();
              return new SessionStatus(Frames.CAR, SessionState.LIVE, viewers, null);
            },
            System::nanoTime);
    Frame frame = Frames.telemetry("t");
    Callable<Void> publisher =
        () -> {
          for (int round = 1; round <= rounds; round++) {
            counting.broadcast(frame);
            counting.run();
            meet(arrived, 4 * round - 2);
            left.addAndGet(done.get() == 2 * round ? 0 : 1);
            meet(arrived, 4 * round);
          }
          return null;
        };
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (Future<Void> one : threads.invokeAll(List.of(publisher, publisher))) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(left).as("rounds after which something was left").hasValue(0);
  }

  /** Much closer than a barrier brings two threads together: this is about nanoseconds. */
  private static void meet(AtomicInteger arrived, int all) {
    arrived.incrementAndGet();
    while (arrived.get() < all) {
      Thread.yield();
    }
  }

  /** Publishes from several threads, as sessions do: the order is fixed under a lock of theirs. */
  private void run(List<Runnable> others) throws Exception {
    CyclicBarrier start = new CyclicBarrier(PUBLISHERS + others.size());
    ExecutorService threads = Executors.newFixedThreadPool(PUBLISHERS + others.size());
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < PUBLISHERS; i++) {
        running.add(threads.submit(() -> startThen(start, this::publish)));
      }
      for (Runnable other : others) {
        running.add(threads.submit(() -> startThen(start, other)));
      }
      for (Future<?> one : running) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static Void startThen(CyclicBarrier start, Runnable task) throws Exception {
    start.await();
    task.run();
    return null;
  }

  private void publish() {
    TelemetryUpdate update = new TelemetryUpdate(Frames.CAR, JsonText.NULL);
    for (int i = 0; i < EACH; i++) {
      synchronized (order) {
        room.broadcast(Frame.of(update, ++seq, 0));
      }
      room.run();
    }
  }

  private FakeViewer join() {
    FakeViewer viewer = FakeViewer.prompt();
    room.join(outbox(viewer));
    room.run();
    return viewer;
  }

  private static Outbox outbox(FakeViewer viewer) {
    return new Outbox(viewer, TestSettings.with());
  }

  private static List<Long> telemetry(FakeViewer viewer) {
    return viewer.frames().stream().filter(Frame::isUpdate).map(Frame::seq).toList();
  }

  private static List<Long> numbers(long from) {
    return LongStream.rangeClosed(from, LAST).boxed().toList();
  }
}
