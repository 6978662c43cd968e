package pitwall.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static pitwall.hub.Frames.OTHER_CAR;
import static pitwall.hub.Frames.setup;
import static pitwall.hub.Frames.status;
import static pitwall.hub.Frames.telemetry;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pitwall.config.TestSettings;

/** A viewer that has fallen behind: each test begins with a send that is not done yet. */
class OutboxSkipTest {
  private final FakeNanoTime time = new FakeNanoTime();
  private final FakeViewer viewer = FakeViewer.hesitant();
  private final Outbox outbox =
      busy("viewer-queue-messages", "3", "viewer-queue-bytes", "10", "viewer-lag", "2s");

  @Test
  void asManyAsMayWaitAllArrive() {
    offer("t1", "t2", "t3");

    assertTakes("t1", "t2", "t3");
    assertThat(outbox.skipped()).isZero();
  }

  @Test
  void oneMoreThanMayWaitSkipsToTheNewest() {
    offer("t1", "t2", "t3", "t4");

    assertTakes("t4");
    assertThat(outbox.skipped()).isEqualTo(3);
  }

  @Test
  void aBurstOf128ArrivesByDefault() {
    FakeViewer usual = FakeViewer.hesitant();
    Outbox byDefault = new Outbox(usual, TestSettings.with(), time);
    IntStream.rangeClosed(0, 128).forEach(i -> byDefault.offer(telemetry("t" + i)));
    usual.takeAll();

    assertThat(usual.texts())
        .isEqualTo(IntStream.rangeClosed(0, 128).mapToObj(i -> "t" + i).toList());
  }

  @Test
  void asMuchAsMayWaitAllArrives() {
    offer("aaaa", "bbbb", "cc");

    assertTakes("aaaa", "bbbb", "cc");
  }

  @Test
  void moreThanMayWaitSkipsToTheNewest() {
    offer("aaaa", "bbbbbbb");

    assertTakes("bbbbbbb");
    assertThat(outbox.skipped()).isOne();
  }

  @Test
  void aFrameThatAloneIsMoreThanMayWaitArrivesUnlessANewerOneComes() {
    offer("a very long one");
    assertTakes("a very long one");

    outbox.offer(Frame.ready("under way again"));
    offer("another very long one", "short");
    assertTakes("short");
  }

  @Test
  void afterASkipThereIsRoomAgain() {
    offer("t1", "t2", "t3", "t4", "t5", "t6");

    assertTakes("t4", "t5", "t6");
  }

  @Test
  void telemetryThatHasWaitedForTooLongIsSkippedWhenThereIsNewer() {
    offer("t1");
    time.advance(Duration.ofSeconds(1));
    offer("t2");
    time.advance(Duration.ofSeconds(1).plusNanos(1));

    assertTakes("t2");
  }

  @Test
  void telemetryThatHasWaitedForJustAsLongAsItMayArrives() {
    offer("t1", "t2");
    time.advance(Duration.ofSeconds(2));

    assertTakes("t1", "t2");
  }

  @Test
  void theNewestArrivesHoweverOldItIs() {
    offer("t1");
    time.advance(Duration.ofHours(1));

    assertTakes("t1");
  }

  @Test
  void lateTelemetryBehindASetupIsSkippedToo() {
    outbox.offer(setup("s1"));
    offer("t1", "t2");
    time.advance(Duration.ofSeconds(3));

    assertTakes("s1", "t2");
  }

  @Test
  void eachSessionKeepsItsNewestTelemetry() {
    offer("t1");
    outbox.offer(telemetry(OTHER_CAR, "o1"));
    outbox.offer(telemetry(OTHER_CAR, "o2"));
    offer("t2");

    assertTakes("o2", "t2");
  }

  @Test
  void setupsAndAnswersAndStatusesStayWhereTheyAreWhenTelemetryIsSkipped() {
    offer("t1");
    outbox.offer(setup("s1"));
    offer("t2");
    outbox.offer(Frame.ready("a1"));
    outbox.offer(setup("s2"));
    offer("t3");
    outbox.offer(status(1));
    offer("t4");

    assertTakes("s1", "a1", "s2", "live 1", "t4");
  }

  @Test
  void setupsDoNotGrowOld() {
    outbox.offer(setup("s1"));
    outbox.offer(setup("s2"));
    time.advance(Duration.ofHours(1));

    assertTakes("s1", "s2");
  }

  @Test
  void tooManySetupsMakeRoomForTheNewestOfEachSession() {
    outbox.offer(setup("s1"));
    outbox.offer(setup(OTHER_CAR, "o1"));
    offer("t1");
    outbox.offer(setup("s2"));
    outbox.offer(setup("s3"));

    assertTakes("o1", "t1", "s3");
  }

  @Test
  void tooLargeSetupsMakeRoomForTheNewest() {
    outbox.offer(setup("aaaaaaaa"));
    outbox.offer(setup("bbbbbbbb"));

    assertTakes("bbbbbbbb");
  }

  @Test
  void noNumberOfStatusesDisplacesASetup() {
    outbox.offer(setup("s1"));
    IntStream.rangeClosed(1, 50).forEach(i -> outbox.offer(status(i)));

    viewer.takeAll();
    assertThat(viewer.texts()).contains("s1").endsWith("live 50");
  }

  @Test
  void noAmountOfTelemetryDisplacesASetupAndTheReverse() {
    outbox.offer(setup("s1"));
    IntStream.range(0, 100).forEach(i -> offer("t" + i));
    IntStream.range(0, 100).forEach(i -> outbox.offer(setup("x" + i)));

    viewer.takeAll();
    assertThat(viewer.texts()).contains("t99").endsWith("x99");
    assertThat(viewer.texts()).hasSizeLessThan(10);
  }

  private Outbox busy(String... settings) {
    Outbox busy = new Outbox(viewer, TestSettings.with(settings), time);
    busy.offer(Frame.ready("under way"));
    return busy;
  }

  private void offer(String... names) {
    for (String name : names) {
      outbox.offer(telemetry(name));
    }
  }

  private void assertTakes(String... texts) {
    int before = viewer.texts().size();
    viewer.takeAll();
    assertThat(viewer.texts().subList(before, viewer.texts().size())).containsExactly(texts);
  }
}
