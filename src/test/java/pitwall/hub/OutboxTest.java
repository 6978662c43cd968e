package pitwall.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static pitwall.hub.Frames.setup;
import static pitwall.hub.Frames.status;
import static pitwall.hub.Frames.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import pitwall.config.Settings;
import pitwall.config.TestSettings;

class OutboxTest {
  private static final Settings SETTINGS = TestSettings.with();

  private final FakeNanoTime time = new FakeNanoTime();

  @Test
  void framesOfEveryKindLeaveInTheOrderInWhichTheyCame() {
    FakeViewer viewer = FakeViewer.hesitant();
    Outbox outbox = new Outbox(viewer, SETTINGS, time);

    outbox.offer(telemetry("t1"));
    outbox.offer(Frame.ready("a1"));
    outbox.offer(setup("s1"));
    outbox.offer(telemetry("t2"));
    outbox.offer(status(1));
    outbox.offer(setup("s2"));
    outbox.offer(Frame.ready("a2"));
    viewer.takeAll();

    assertThat(viewer.texts()).containsExactly("t1", "a1", "s1", "t2", "live 1", "s2", "a2");
    assertThat(outbox.skipped()).isZero();
  }

  @Test
  void oneSendIsUnderWayAtATime() {
    FakeViewer viewer = FakeViewer.hesitant();
    Outbox outbox = new Outbox(viewer, SETTINGS, time);

    outbox.offer(telemetry("t1"));
    outbox.offer(telemetry("t2"));
    outbox.offer(telemetry("t3"));
    assertThat(viewer.texts()).containsExactly("t1");

    viewer.take();
    assertThat(viewer.texts()).containsExactly("t1", "t2");
    assertThat(viewer.underWay()).isOne();
  }

  @Test
  void afterAQuietTimeTheNextFrameIsSentAtOnce() {
    FakeViewer viewer = FakeViewer.hesitant();
    Outbox outbox = new Outbox(viewer, SETTINGS, time);
    outbox.offer(telemetry("t1"));
    viewer.takeAll();

    outbox.offer(telemetry("t2"));

    assertThat(viewer.texts()).containsExactly("t1", "t2");
  }

  @Test
  void aViewerThatTakesAtOnceGetsEachFrameAsItIsOffered() {
    FakeViewer viewer = FakeViewer.prompt();
    Outbox outbox = new Outbox(viewer, SETTINGS, time);
    List<String> offered = new ArrayList<>();

    for (int i = 0; i < 1_000; i++) {
      outbox.offer(telemetry("t" + i));
      offered.add("t" + i);
      assertThat(viewer.texts()).hasSize(i + 1);
    }
    assertThat(viewer.texts()).isEqualTo(offered);
    assertThat(outbox.skipped()).isZero();
  }

  @Test
  void aHundredThousandSendsThatAreDoneAtOnceDoNotGrowTheStack() {
    int waiting = 100_000;
    DepthGauge viewer = new DepthGauge();
    Outbox outbox =
        new Outbox(
            viewer,
            TestSettings.with("viewer-queue-messages", "1000000", "viewer-queue-bytes", "100MB"),
            time);
    for (int i = 0; i <= waiting; i++) {
      outbox.offer(telemetry("t"));
    }
    assertThat(viewer.sends).isOne();

    viewer.first.get().accept(null);

    assertThat(viewer.sends).isEqualTo(waiting + 1);
    assertThat(viewer.depths).as("stack depths seen").containsOnly(viewer.depths.get(0));
    assertThat(viewer.closed()).isEmpty();
  }

  @Test
  void whatIsOfferedDuringASendComesAfterIt() {
    AtomicReference<Outbox> outbox = new AtomicReference<>();
    FakeViewer viewer =
        new FakeViewer(true) {
          @Override
          public void send(Frame frame, Consumer<Throwable> completion, Runnable confirmed) {
            if (texts().isEmpty()) {
              outbox.get().offer(telemetry("from within"));
            }
            super.send(frame, completion, confirmed);
          }
        };
    outbox.set(new Outbox(viewer, SETTINGS, time));

    outbox.get().offer(telemetry("first"));

    assertThat(viewer.texts()).containsExactly("first", "from within");
  }

  @Test
  void aSendMayBeDoneBeforeItReturnsOrLaterInAnyMixture() {
    FakeViewer viewer =
        new FakeViewer(false) {
          @Override
          public void send(Frame frame, Consumer<Throwable> completion, Runnable confirmed) {
            super.send(frame, completion, confirmed);
            if (texts().size() % 3 != 0) {
              take();
            }
          }
        };
    Outbox outbox = new Outbox(viewer, SETTINGS, time);
    List<String> names = IntStream.range(0, 50).mapToObj(i -> "t" + i).toList();

    names.forEach(name -> outbox.offer(telemetry(name)));
    viewer.takeAll();

    assertThat(viewer.texts()).isEqualTo(names);
  }

  /** Holds the first send, completes all others at once and measures how deep it was called. */
  private static final class DepthGauge extends FakeViewer {
    private final AtomicReference<Consumer<Throwable>> first = new AtomicReference<>();
    private final List<Long> depths = new ArrayList<>();
    private int sends;

    DepthGauge() {
      super(true);
    }

    @Override
    public void send(Frame frame, Consumer<Throwable> completion, Runnable confirmed) {
      sends++;
      if (confirmed != null) {
        confirmed.run();
      }
      if (sends == 1) {
        first.set(completion);
        return;
      }
      if (sends % 10_000 == 2) {
        depths.add(StackWalker.getInstance().walk(stack -> stack.count()));
      }
      completion.accept(null);
    }
  }
}
