package pitwall.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static pitwall.hub.Frames.CAR;
import static pitwall.hub.Frames.setup;
import static pitwall.hub.Frames.status;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pitwall.config.Settings;
import pitwall.config.TestSettings;
import pitwall.message.JsonText;
import pitwall.message.Outbound.TelemetryUpdate;

/** Viewers behind links of every kind: how old is what they see, and what do they miss? */
class OutboxFreshnessTest {
  private static final Settings SETTINGS = TestSettings.with();
  private static final Duration LAN = Duration.ZERO;
  private static final int KB = 1024;

  private final FakeNanoTime time = new FakeNanoTime();
  private final Map<Long, Long> offeredAt = new HashMap<>();
  private LinkViewer viewer;
  private Outbox outbox;
  private long seq;

  @Test
  void aHealthyViewerGetsEveryFrameAndIsAskedEveryFiveSeconds() {
    connect(100 * KB, Duration.ofMillis(40));
    publish(1_500, Duration.ofMillis(500), Duration.ofMinutes(10));

    assertThat(sequence()).isEqualTo(upTo(1_200));
    assertThat(outbox.skipped()).isZero();
    assertThat(outbox.isSkipping()).isFalse();
    assertThat(viewer.questions()).isBetween(115, 130);
  }

  @ParameterizedTest
  @CsvSource({"0", "20", "100", "250"})
  void twentyTimesTwentyKilobytesASecondAreNotHeldForARoundTrip(int millis) {
    connect(10_000 * KB, Duration.ofMillis(millis));
    publish(20 * KB, Duration.ofMillis(50), Duration.ofMinutes(1));

    assertThat(sequence()).isEqualTo(upTo(1_200));
    assertThat(worstAge(Duration.ofSeconds(5)))
        .as("once the window has grown, a frame waits for the wire alone")
        .isLessThan(Duration.ofMillis(20));
    assertThat(viewer.questions()).isLessThan(180);
  }

  @Test
  void aSatelliteIsFarButNotSlow() {
    connect(1_000 * KB, Duration.ofMillis(700));
    publish(2 * KB, Duration.ofMillis(100), Duration.ofMinutes(1));

    assertThat(sequence()).isEqualTo(upTo(600));
  }

  @ParameterizedTest
  @CsvSource({
    "1500, 500, 300, 12",
    "1500, 500, 750, 5",
    "1500, 500, 1500, 5",
    "1500, 500, 1600, 5",
    "1500, 500, 2000, 5",
    "1500, 500, 2900, 5",
    "1500, 100, 7500, 5",
    "20000, 50, 200000, 5",
    "20000, 50, 40000, 5",
    "60000, 100, 300000, 5"
  })
  void behindASlowLinkTelemetryIsAFewSecondsOldEvenAfterAnHour(
      int size, int everyMillis, int bytesPerSecond, int seconds) {
    connect(bytesPerSecond, Duration.ofMillis(50));
    Duration hour = Duration.ofHours(size == 1500 && everyMillis == 500 ? 1 : 0).plusMinutes(5);
    publish(size, Duration.ofMillis(everyMillis), hour);
    viewer.pass(Duration.ofSeconds(20));

    assertThat(worstAge(Duration.ZERO)).isLessThan(Duration.ofSeconds(seconds));
    assertThat(sequence()).isSorted().doesNotHaveDuplicates().endsWith(seq);
    assertThat(viewer.closed()).isEmpty();
    assertThat(sequence().size() * (double) size)
        .as("the link is used")
        .isGreaterThan(0.6 * bytesPerSecond * hour.toSeconds());
  }

  @Test
  void aLinkThatGetsSlowLaterIsNoticedAndOneThatRecoversToo() {
    connect(100 * KB, LAN);
    publish(1_500, Duration.ofMillis(500), Duration.ofMinutes(5));
    assertThat(outbox.skipped()).isZero();

    viewer.rate(1_500);
    publish(1_500, Duration.ofMillis(500), Duration.ofMinutes(5));
    assertThat(worstAge(Duration.ZERO)).isLessThan(Duration.ofSeconds(8));
    assertThat(worstAge(Duration.ofMinutes(5).plusSeconds(30))).isLessThan(Duration.ofSeconds(4));
    assertThat(outbox.isSkipping()).isTrue();

    viewer.rate(100 * KB);
    viewer.pass(Duration.ofSeconds(5));
    long skipped = outbox.skipped();
    publish(1_500, Duration.ofMillis(500), Duration.ofMinutes(5));
    outbox.tick();
    assertThat(outbox.skipped()).isEqualTo(skipped);
    assertThat(outbox.isSkipping()).isFalse();
    assertThat(viewer.closed()).isEmpty();
  }

  @Test
  void aSetupAndABurstPassToAHealthyViewer() {
    connect(1_000 * KB, Duration.ofMillis(50));
    outbox.offer(setup("s".repeat(60_000)));
    IntStream.range(0, 125).forEach(i -> offer(2_000));
    viewer.pass(Duration.ofSeconds(2));

    assertThat(sequence()).isEqualTo(upTo(125));
    assertThat(viewer.frames()).hasSize(126);
  }

  @Test
  void whatIsOnItsWayIsBoundedWhateverIsOffered() {
    connect(0, LAN);
    for (int i = 0; i < 10_000; i++) {
      offer(1_000);
      outbox.offer(setup("s".repeat(3_000)));
      outbox.offer(status(i));
      viewer.pass(Duration.ofMillis(5));
    }

    assertThat(viewer.mostOnTheWay()).isLessThan(64 * KB + 3_000);
  }

  @Test
  void theBoundIsASetting() {
    connect(0, LAN, TestSettings.with("viewer-unconfirmed-bytes", "10KB"));
    IntStream.range(0, 100).forEach(i -> offer(1_000));

    assertThat(viewer.mostOnTheWay()).isBetween(10_000L, 11_500L);
  }

  @Test
  void aHeldBackViewerThatJoinsGetsItsSetupFirstAndTheNewestAfterIt() {
    connect(1_500, LAN);
    publish(1_500, Duration.ofMillis(500), Duration.ofMinutes(1));
    outbox.offer(setup(Frames.OTHER_CAR, "s1"));
    outbox.offer(Frames.telemetry(Frames.OTHER_CAR, "o1"));
    outbox.offer(status(1));
    outbox.offer(Frame.ready("joined"));
    publish(1_500, Duration.ofMillis(500), Duration.ofMinutes(1));

    List<String> texts = viewer.texts().stream().filter(text -> text.length() < 100).toList();
    assertThat(texts).containsExactly("s1", "o1", "live 1", "joined");
  }

  @Test
  void whoPublishesAndDoesNotReadIsNeverAsked() {
    connect(0, LAN);
    for (int i = 0; i < 1_000; i++) {
      outbox.offer(status(i));
      outbox.offer(Frame.ready("answer"));
      viewer.pass(Duration.ofSeconds(1));
      outbox.tick();
    }

    assertThat(viewer.questions()).isZero();
    assertThat(viewer.frames()).hasSize(2_000);
    assertThat(viewer.closed()).isEmpty();
  }

  @Test
  void whoAnswersNothingForThirtySecondsIsSlowAndNotBefore() {
    connect(0, LAN);
    offer(100);
    passAndTick(30);
    assertThat(viewer.closed()).isEmpty();

    passAndTick(2);
    assertThat(viewer.closed()).containsExactly(CloseCode.SLOW);
  }

  @Test
  void whoTakesALargeSetupForFortySecondsIsNotSlow() {
    connect(1_500, LAN);
    outbox.offer(setup("s".repeat(60_000)));
    for (int i = 0; i < 120; i++) {
      offer(1_500);
      passAndTick(1);
    }

    assertThat(viewer.closed()).isEmpty();
    assertThat(viewer.arrivals()).hasSizeGreaterThan(30);
  }

  @Test
  void whoAnswersNowAndThenIsNotSlow() {
    connect(100, LAN);
    for (int i = 0; i < 3_000; i++) {
      offer(1_500); // takes fifteen seconds
      passAndTick(1);
    }

    assertThat(viewer.closed()).isEmpty();
    assertThat(viewer.arrivals()).hasSizeGreaterThan(150);
  }

  @Test
  void anAnswerMayComeBeforeTheSendIsDoneAndAfterTheEnd() {
    FakeViewer quick =
        new FakeViewer(false) {
          @Override
          public void send(
              Frame frame, java.util.function.Consumer<Throwable> done, Runnable confirmed) {
            if (confirmed != null) {
              confirmed.run();
            }
            super.send(frame, done, confirmed); // which will answer once more
          }
        };
    Outbox itsOutbox = new Outbox(quick, SETTINGS, time);
    IntStream.range(0, 100).forEach(i -> itsOutbox.offer(Frames.telemetry("t" + i)));
    for (int i = 0; i < 50; i++) {
      quick.take();
    }
    assertThat(quick.texts()).hasSize(51).endsWith("t50");
    itsOutbox.shut();
    quick.takeAll();
    assertThat(quick.texts()).hasSize(51);
  }

  /** Links that come and go, two cars, frames of any size, from a seed. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whateverTheLinkDoesTheOrderHoldsTheNewestArrivesAndTheBoundIsKept(long seed) {
    Random random = new Random(seed);
    connect(1_000, Duration.ofMillis(random.nextInt(300)));
    String newestSetup = "";
    for (int i = 0; i < 3_000; i++) {
      if (random.nextInt(50) == 0) {
        viewer.rate(Math.pow(10, 2 + random.nextInt(5)));
      }
      if (random.nextInt(20) == 0) {
        newestSetup = "s" + i + "s".repeat(random.nextInt(20_000));
        outbox.offer(setup(newestSetup));
      } else {
        offer(1 + random.nextInt(5_000));
      }
      viewer.pass(Duration.ofMillis(5L * random.nextInt(100)));
    }
    viewer.rate(100 * KB);
    viewer.pass(Duration.ofMinutes(2));

    assertThat(sequence()).isSorted().doesNotHaveDuplicates().endsWith(seq);
    assertThat(viewer.arrivals()).hasSameSizeAs(viewer.frames());
    assertThat(viewer.texts()).contains(newestSetup);
    assertThat(viewer.mostOnTheWay()).isLessThan(512 * KB + 20_100);
    assertThat(viewer.closed()).isEmpty();
  }

  private void connect(double bytesPerSecond, Duration roundTrip) {
    connect(bytesPerSecond, roundTrip, SETTINGS);
  }

  private void connect(double bytesPerSecond, Duration roundTrip, Settings settings) {
    viewer = new LinkViewer(time, bytesPerSecond, roundTrip);
    outbox = new Outbox(viewer, settings, time);
  }

  private void offer(int size) {
    seq++;
    offeredAt.put(seq, time.getAsLong());
    outbox.offer(Frame.of(new TelemetryUpdate(CAR, new JsonText("x".repeat(size), 0)), seq, 0));
  }

  private void publish(int size, Duration every, Duration length) {
    for (long i = length.dividedBy(every); i > 0; i--) {
      offer(size);
      viewer.pass(every);
    }
  }

  private void passAndTick(int seconds) {
    for (int i = 0; i < seconds; i++) {
      viewer.pass(Duration.ofSeconds(1));
      outbox.tick();
    }
  }

  /** The telemetry that has arrived. */
  private List<Long> sequence() {
    return viewer.arrivals().stream().map(a -> a.frame().seq()).filter(s -> s > 0).toList();
  }

  private static List<Long> upTo(long last) {
    return LongStream.rangeClosed(1, last).boxed().toList();
  }

  /** How old the oldest was when it arrived, of what arrived after so long a time. */
  private Duration worstAge(Duration after) {
    long start = offeredAt.get(1L) + after.toNanos();
    return Duration.ofNanos(
        viewer.arrivals().stream()
            .filter(a -> a.frame().seq() > 0 && a.at() - start >= 0)
            .mapToLong(a -> a.at() - offeredAt.get(a.frame().seq()))
            .max()
            .orElseThrow());
  }
}
