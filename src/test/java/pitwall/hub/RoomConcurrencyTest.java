package pitwall.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
    room.run(); // whoever ran last may still have been at it
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
