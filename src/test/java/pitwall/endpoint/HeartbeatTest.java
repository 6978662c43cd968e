package pitwall.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import pitwall.config.Settings;
import pitwall.config.TestSettings;
import pitwall.hub.CloseCode;
import pitwall.hub.Frame;
import pitwall.hub.Outbox;
import pitwall.hub.Traffic;
import pitwall.message.JsonText;
import pitwall.message.Outbound.TelemetryUpdate;
import pitwall.message.SessionId;
import pitwall.relay.Tick;

/** How long somebody stays who is not there any more, with the settings as they are by default. */
class HeartbeatTest {
  private static final int WITHIN = 45;

  private final AtomicLong time = new AtomicLong(Long.MAX_VALUE - 1); // may overflow in mid-run
  private final Settings settings = TestSettings.with();
  private final FakeChannel channel = new FakeChannel();
  private final PlainConnection connection = new PlainConnection(channel, time::get);
  private final Outbox outbox = new Outbox(connection, settings, new Traffic(), time::get);
  private final Heartbeat heartbeat = new Heartbeat(settings, time::get);

  HeartbeatTest() {
    heartbeat.watch(connection, outbox);
  }

  /** A second, as the relay's timer has it: a little more than one now and then. */
  private void second() {
    time.addAndGet(Duration.ofMillis(1_001).toNanos());
    heartbeat.tick(new Tick());
    outbox.tick();
  }

  private void telemetry(int size) {
    JsonText text = new JsonText("x".repeat(size), 0);
    outbox.offer(Frame.of(new TelemetryUpdate(SessionId.random(), text), 1, 0));
  }

  @Test
  void whoVanishesWithMuchOnItsWayIsClosedWithin45Seconds() {
    for (int i = 0; i < 60; i++) { // all is well, so it is asked every five seconds
      telemetry(30_000);
      connection.heard();
      channel.confirm();
      second();
    }
    assertThat(channel.closedWith).isNull();

    int seconds = 0;
    for (; channel.closedWith == null; seconds++) {
      telemetry(30_000);
      second();
      assertThat(seconds).isLessThan(WITHIN);
    }
    assertThat(channel.closedWith).isEqualTo(CloseCode.SLOW.code());
    assertThat(seconds).isGreaterThan(29);
  }

  @Test
  void whoNeverTookItsLargeSetupIsClosedWithin45Seconds() {
    telemetry(200_000);
    for (int seconds = 0; channel.closedWith == null; seconds++) {
      second();
      assertThat(seconds).isLessThan(WITHIN);
    }
  }

  @Test
  void whoAnswersPingsStays() {
    for (int i = 0; i < 300; i++) {
      if (channel.pings > 0) {
        channel.pings = 0;
        connection.heard();
      }
      second();
    }
    assertThat(channel.closedWith).isNull();
  }

  @Test
  void whoKeepsAMessageHalfSaidHasToGoHoweverLoudlyItLives() {
    channel.halfway = Duration.ofSeconds(39).toNanos();
    for (int i = 0; i < 3; i++) {
      connection.heard();
      second();
    }
    assertThat(channel.closedWith).isNull();

    channel.halfway = Duration.ofSeconds(41).toNanos();
    for (int i = 0; i < 3; i++) {
      connection.heard();
      second();
    }
    assertThat(channel.closedWith).isEqualTo(CloseCode.SLOW.code());
  }
}
