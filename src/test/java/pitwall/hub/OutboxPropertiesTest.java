package pitwall.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pitwall.config.TestSettings;
import pitwall.message.JsonText;
import pitwall.message.Outbound;
import pitwall.message.Outbound.SetupUpdate;
import pitwall.message.Outbound.TelemetryUpdate;
import pitwall.message.SessionId;

/** What holds for an outbox whatever happens in whichever order. */
class OutboxPropertiesTest {

  /** Bursts, pauses and a viewer that takes frames as it pleases, from a seed. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whateverIsSkippedTheOrderHoldsAndTheNewestArrives(long seed) {
    Random random = new Random(seed);
    FakeNanoTime time = new FakeNanoTime();
    FakeViewer viewer = FakeViewer.hesitant();
    Outbox outbox =
        new Outbox(
            viewer,
            TestSettings.with("viewer-queue-messages", "8", "viewer-queue-bytes", "200"),
            time);
    List<Outbound.Update> offered = new ArrayList<>();
    SessionId[] cars = {Frames.CAR, Frames.OTHER_CAR};

    for (int i = 1; i <= 2_000; i++) {
      Outbound.Update update = update(cars[random.nextInt(2)], random);
      offered.add(update);
      outbox.offer(Frame.of(update, i, 0));
      for (int n = random.nextInt(3); n > 0; n--) {
        viewer.take();
      }
      time.advance(Duration.ofMillis(random.nextInt(400)));
    }
    viewer.takeAll();

    List<Frame> sent = viewer.frames();
    assertThat(outbox.skipped()).isPositive().isEqualTo(offered.size() - sent.size());
    assertThat(sent).extracting(Frame::seq).isSorted().doesNotHaveDuplicates();
    for (SessionId car : cars) {
      for (Class<?> kind : new Class<?>[] {SetupUpdate.class, TelemetryUpdate.class}) {
        assertThat(newest(viewer.messages(), car, kind)).isSameAs(newest(offered, car, kind));
      }
    }
  }

  /** Several threads offer, another one completes: nothing is lost, doubled or out of order. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void fromManyThreadsEveryFrameArrivesOnceAndInItsThreadsOrder(int threads)
      throws InterruptedException {
    int each = 5_000;
    BlockingQueue<Consumer<Throwable>> underWay = new LinkedBlockingQueue<>();
    AtomicInteger mostUnderWay = new AtomicInteger();
    FakeViewer viewer =
        new FakeViewer(true) {
          @Override
          public void send(Frame frame, Consumer<Throwable> completion, Runnable confirmed) {
            super.send(
                frame,
                done -> {
                  underWay.add(completion);
                  mostUnderWay.accumulateAndGet(underWay.size(), Math::max);
                },
                confirmed);
          }
        };
    Outbox outbox =
        new Outbox(
            viewer,
            TestSettings.with(
                "viewer-queue-messages", "1000000",
                "viewer-queue-bytes", "100MB",
                "viewer-lag", "24h"));
    CountDownLatch start = new CountDownLatch(1);
    List<Thread> running = new ArrayList<>();
    for (int producer = 0; producer < threads; producer++) {
      SessionId car = new SessionId("car " + producer);
      running.add(new Thread(() -> offerAll(outbox, car, each, start)));
    }
    Thread completing = new Thread(() -> completeAll(underWay));
    completing.start();
    running.forEach(Thread::start);
    start.countDown();

    try {
      await().until(() -> viewer.frames().size() >= threads * each);
    } finally {
      completing.interrupt();
    }
    for (Thread thread : running) {
      thread.join();
    }
    completing.join();

    List<Frame> sent = viewer.frames();
    assertThat(sent).hasSize(threads * each);
    assertThat(mostUnderWay).hasValue(1);
    assertThat(viewer.closed()).isEmpty();
    List<Long> expected = IntStream.range(0, each).mapToObj(Long::valueOf).toList();
    for (int producer = 0; producer < threads; producer++) {
      SessionId car = new SessionId("car " + producer);
      assertThat(sent)
          .filteredOn(frame -> ((Outbound.Update) frame.message()).sessionId().equals(car))
          .extracting(Frame::seq)
          .isEqualTo(expected);
    }
  }

  private static void offerAll(Outbox outbox, SessionId car, int count, CountDownLatch start) {
    try {
      start.await();
    } catch (InterruptedException e) {
      return;
    }
    TelemetryUpdate update = new TelemetryUpdate(car, JsonText.NULL);
    for (int i = 0; i < count; i++) {
      outbox.offer(Frame.of(update, i, 0));
    }
  }

  private static void completeAll(BlockingQueue<Consumer<Throwable>> underWay) {
    try {
      while (true) {
        underWay.take().accept(null);
      }
    } catch (InterruptedException e) {
      // all have arrived
    }
  }

  private static Outbound.Update update(SessionId car, Random random) {
    JsonText payload = new JsonText("x".repeat(1 + random.nextInt(60)), 0);
    return random.nextInt(10) == 0
        ? new SetupUpdate(car, JsonText.NULL, payload)
        : new TelemetryUpdate(car, payload);
  }

  private static Outbound newest(List<? extends Outbound> messages, SessionId car, Class<?> kind) {
    return messages.stream()
        .filter(m -> kind.isInstance(m) && ((Outbound.Update) m).sessionId().equals(car))
        .reduce((older, newer) -> newer)
        .orElseThrow();
  }
}
