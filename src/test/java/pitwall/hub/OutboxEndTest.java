package pitwall.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static pitwall.hub.Frames.telemetry;

import java.io.IOException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pitwall.config.Settings;
import pitwall.config.TestSettings;

/** How a connection comes to its end, and that it harms nobody else. */
class OutboxEndTest {
  private static final Settings SETTINGS = TestSettings.with("slow-after", "30s");
  private static final Duration SLOW = Duration.ofSeconds(30);
  private static final Duration MOMENT = Duration.ofNanos(1);

  private final FakeNanoTime time = new FakeNanoTime();
  private final FakeViewer viewer = FakeViewer.hesitant();
  private final Outbox outbox = new Outbox(viewer, SETTINGS, time);

  @Test
  void aViewerThatTakesNothingFor30SecondsIsSlowAndNotBefore() {
    outbox.offer(telemetry("t1"));

    time.advance(SLOW);
    outbox.tick();
    assertThat(viewer.closed()).isEmpty();

    time.advance(MOMENT);
    outbox.tick();
    outbox.tick();
    assertThat(viewer.closed()).containsExactly(CloseCode.SLOW);
  }

  @Test
  void aViewerThatTakesSomethingNowAndThenIsNotSlow() {
    IntStream.range(0, 10).forEach(i -> outbox.offer(Frame.ready("a" + i)));

    for (int i = 0; i < 9; i++) {
      time.advance(SLOW);
      outbox.tick();
      viewer.take();
    }
    assertThat(viewer.closed()).isEmpty();

    time.advance(SLOW.plus(MOMENT));
    outbox.tick();
    assertThat(viewer.closed()).containsExactly(CloseCode.SLOW);
  }

  @Test
  void aViewerToWhomNothingIsSentIsNotSlow() {
    time.advance(SLOW.multipliedBy(10));
    outbox.tick();
    outbox.offer(telemetry("t1"));
    viewer.takeAll();
    time.advance(SLOW.multipliedBy(10));
    outbox.tick();

    assertThat(viewer.closed()).isEmpty();
  }

  @Test
  void whoAsksOnWithoutReadingTheAnswersIsClosed() {
    IntStream.rangeClosed(0, 1024).forEach(i -> outbox.offer(Frame.ready("a" + i)));
    assertThat(viewer.closed()).isEmpty();

    outbox.offer(Frame.ready("one too many"));
    assertThat(viewer.closed()).containsExactly(CloseCode.UNREAD);
  }

  @Test
  void whoReadsTheAnswersMayAskOn() {
    for (int i = 0; i < 5_000; i++) {
      outbox.offer(Frame.ready("a" + i));
      viewer.take();
    }

    assertThat(viewer.closed()).isEmpty();
    assertThat(viewer.frames()).hasSize(5_000);
  }

  @Test
  void aSendThatFailsEndsThisConnectionAlone() {
    FakeViewer neighbour = FakeViewer.hesitant();
    Outbox next = new Outbox(neighbour, SETTINGS, time);
    Frame shared = telemetry("t1");
    outbox.offer(shared);
    next.offer(shared);
    outbox.offer(telemetry("t2"));

    viewer.fail(new IOException("connection reset"));
    neighbour.take();

    assertThat(viewer.closed()).containsExactly(CloseCode.LOST);
    assertThat(viewer.texts()).containsExactly("t1");
    next.offer(telemetry("t3"));
    assertThat(neighbour.closed()).isEmpty();
    assertThat(neighbour.texts()).containsExactly("t1", "t3");
  }

  @Test
  void aSendThatThrowsEndsTheConnectionAndReachesNobody() {
    for (Throwable thrown :
        new Throwable[] {new IllegalStateException(), new StackOverflowError()}) {
      FakeViewer throwing =
          new FakeViewer(true) {
            @Override
            public void send(Frame frame, Consumer<Throwable> completion, Runnable confirmed) {
              super.send(frame, failure -> {}, confirmed);
              throwAs(thrown);
            }
          };
      Outbox itsOutbox = new Outbox(throwing, SETTINGS, time);

      itsOutbox.offer(telemetry("t1"));
      itsOutbox.offer(telemetry("t2"));

      assertThat(throwing.closed()).containsExactly(CloseCode.FAILED);
      assertThat(throwing.texts()).containsExactly("t1");
    }
  }

  @Test
  void aFormatThatCannotEncodeEndsTheConnectionAndReachesNobody() {
    FakeViewer speechless =
        new FakeViewer(true) {
          @Override
          public WireFormat format() {
            return frame -> {
              throw new IllegalArgumentException("no words");
            };
          }
        };

    new Outbox(speechless, SETTINGS, time).offer(telemetry("t1"));

    assertThat(speechless.closed()).containsExactly(CloseCode.FAILED);
    assertThat(speechless.frames()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void whatIsOfferedAfterTheEndIsIgnored(CloseCode code) {
    outbox.offer(telemetry("t1"));
    outbox.offer(telemetry("waiting"));
    outbox.end(code);
    outbox.end(CloseCode.GOING_AWAY);
    viewer.takeAll();
    outbox.offer(telemetry("t2"));
    time.advance(SLOW.plus(MOMENT));
    outbox.tick();

    assertThat(viewer.closed()).containsExactly(code);
    assertThat(viewer.texts()).containsExactly("t1");
  }

  @Test
  void aConnectionThatHasEndedByItselfIsNotClosedAgain() {
    outbox.offer(telemetry("t1"));
    outbox.offer(telemetry("waiting"));
    outbox.shut();
    viewer.fail(new IOException("closed"));
    outbox.offer(telemetry("t2"));
    time.advance(SLOW.plus(MOMENT));
    outbox.tick();
    outbox.end(CloseCode.GOING_AWAY);

    assertThat(viewer.closed()).isEmpty();
    assertThat(viewer.texts()).containsExactly("t1");
  }

  private static void throwAs(Throwable thrown) {
    if (thrown instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) thrown;
  }
}
