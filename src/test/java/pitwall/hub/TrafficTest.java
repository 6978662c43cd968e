package pitwall.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static pitwall.hub.Frames.setup;
import static pitwall.hub.Frames.status;
import static pitwall.hub.Frames.telemetry;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import pitwall.config.TestSettings;
import pitwall.message.JsonText;
import pitwall.message.Outbound.SessionStatus;
import pitwall.message.Outbound.TelemetryUpdate;
import pitwall.message.SessionState;

/** What is counted, and when. */
class TrafficTest {
  private final FakeNanoTime time = new FakeNanoTime();
  private final Traffic traffic = new Traffic();
  private final FakeViewer viewer = FakeViewer.hesitant();
  private final Outbox outbox =
      new Outbox(viewer, TestSettings.with("viewer-queue-messages", "2"), traffic, time);

  private Frame timed(String name) {
    TelemetryUpdate update = new TelemetryUpdate(Frames.CAR, new JsonText(name, 0));
    return Frame.of(update, 1, 1, time.getAsLong());
  }

  private long timedDeliveries() {
    return LongStream.of(traffic.latency().counts()).sum();
  }

  @Test
  void whatLeavesIsCountedByTheNextTick() {
    outbox.offer(status(1));
    outbox.offer(setup("s1"));
    outbox.offer(telemetry("t1"));
    viewer.take();
    assertThat(traffic.sent()).isZero();

    outbox.tick();
    assertThat(traffic.sent()).isEqualTo(2);
    assertThat(traffic.delivered()).isOne();

    viewer.takeAll();
    outbox.tick();
    outbox.tick();
    assertThat(traffic.sent()).isEqualTo(3);
    assertThat(traffic.delivered()).isEqualTo(2);
  }

  @Test
  void whatIsSkippedIsCountedAndNotAsSent() {
    for (int i = 0; i < 5; i++) {
      outbox.offer(telemetry("t" + i));
    }
    viewer.takeAll();
    outbox.tick();

    assertThat(viewer.texts()).containsExactly("t0", "t3", "t4");
    assertThat(traffic.delivered()).isEqualTo(3);
    assertThat(traffic.skipped()).isEqualTo(2);
  }

  @Test
  void nothingIsLostWhenAConnectionEndsBetweenTicksAndNothingCountedTwice() {
    outbox.offer(telemetry("t1"));
    outbox.end(CloseCode.SLOW);
    outbox.end(CloseCode.FAILED);
    outbox.shut();
    outbox.tick();

    assertThat(traffic.sent()).isOne();
    assertThat(traffic.closed(CloseCode.SLOW)).isOne();
    assertThat(traffic.closed(CloseCode.FAILED)).isZero();
  }

  @Test
  void whatWaitsIsMeasuredUntilNothingWillBeSent() {
    outbox.offer(telemetry("t1"));
    outbox.offer(telemetry("12345"));
    outbox.offer(setup("123"));
    assertThat(outbox.waiting()).isEqualTo(8);

    outbox.end(CloseCode.SLOW);
    assertThat(outbox.waiting()).isZero();
  }

  @Test
  void aDeliveryIsTimedFromArrivalToTheSendHoweverLongItWaits() {
    outbox.offer(telemetry("t1"));
    outbox.offer(timed("t2"));
    time.advance(Duration.ofMillis(700));
    assertThat(timedDeliveries()).isZero();
    viewer.take();

    assertThat(timedDeliveries()).isOne();
    assertThat(traffic.latency().seconds()).isEqualTo(0.7);
  }

  @Test
  void whatSomeoneGetsForComingLateIsNotTimed() {
    Room room =
        new Hub(time)
            .open(Frames.CAR, n -> new SessionStatus(Frames.CAR, SessionState.LIVE, n, 1L));
    room.broadcast(timed("t1"));
    time.advance(Duration.ofMinutes(5));
    room.join(outbox);
    room.run();
    viewer.takeAll();

    assertThat(viewer.texts()).contains("t1");
    assertThat(timedDeliveries()).isZero();
  }

  @Test
  void theHubLooksAtAllConnections() {
    Hub hub = new Hub(time);
    hub.connected(outbox);
    hub.connected(new Outbox(FakeViewer.prompt(), TestSettings.with(), time));
    outbox.offer(telemetry("t1"));
    outbox.offer(telemetry("12345"));

    assertThat(hub.census().connections()).containsOnlyKeys(Transport.INTERNAL).containsValue(2);
    assertThat(hub.census().waiting()).isEqualTo(5);
    assertThat(hub.census().skipping()).isZero();
  }
}
