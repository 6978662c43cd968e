package pitwall.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import pitwall.container.Channels;
import pitwall.message.Code;
import pitwall.message.Rejection;

class MetricsTest {
  private final Pit pit = new Pit();
  private final Metrics metrics =
      new Metrics(
          pit.settings,
          pit.hub,
          pit.relay,
          pit.store,
          pit.heap,
          pit.doorkeeper,
          new Channels(pit.settings));

  MetricsTest() throws Rejection {}

  @AfterEach
  void stop() {
    metrics.stop();
  }

  @Test
  void theyTellWhatTheRelayCounts() {
    assertThat(metrics.gather().lines())
        .contains(
            "pitwall_connections{transport=\"internal\"} 2.0",
            "pitwall_connections{transport=\"websocket\"} 0.0",
            "pitwall_sessions{state=\"live\"} 1.0",
            "pitwall_sessions{state=\"gone\"} 0.0",
            "pitwall_viewers 1.0",
            "pitwall_viewers_skipping 0.0",
            "pitwall_queue_bytes 0.0",
            "pitwall_stored_bytes 4096.0",
            "pitwall_heap_percent 42.0",
            "pitwall_messages_in_total{event=\"telemetry_update\"} 1.0",
            "pitwall_deliveries_total 1.0",
            "pitwall_conflated_total 0.0",
            "pitwall_closed_total{code=\"slow\"} 0.0",
            "pitwall_sessions_opened_total 1.0",
            "pitwall_failures_total 0.0",
            "pitwall_refused_total 0.0",
            "pitwall_websockets_opened_total{path=\"fast\"} 0.0",
            "pitwall_websockets_opened_total{path=\"standard\"} 0.0",
            "pitwall_publish_to_send_seconds_count 1");
    for (Code code : Code.values()) {
      assertThat(metrics.gather()).contains("pitwall_rejected_total{code=\"" + code + "\"} 0.0");
    }
  }

  @Test
  void theTextIsWellFormedAndKeepsSecrets() {
    String text = metrics.gather();

    assertThat(text.lines().filter(line -> !line.startsWith("#")))
        .allMatch(line -> line.matches("[a-z][a-z0-9_]*(\\{[^{}]*})? \\S+"), "a sample");
    assertThat(text)
        .doesNotContain(
            pit.car.sessionId().value().substring(0, 8), pit.car.publishToken().value(), "192.0.2");
  }

  @Test
  void whoAsksOnAndOnGetsWhatIsThereForASecond() throws Rejection {
    String before = metrics.gather();
    pit.relay.receive(pit.monitor, Pit.telemetry(pit.car.sessionId()));

    assertThat(List.of(metrics.gather(), metrics.gather())).containsOnly(before);
  }
}
