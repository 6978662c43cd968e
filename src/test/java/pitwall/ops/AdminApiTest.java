package pitwall.ops;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import pitwall.message.MessageJson;
import pitwall.message.Rejection;

class AdminApiTest {
  private final Pit pit = new Pit();
  private final AdminApi api =
      new AdminApi(pit.hub, pit.relay, pit.store, pit.condition, pit.heap, pit.doorkeeper);

  AdminApiTest() throws Rejection {}

  @Test
  void theOperatorSeesHowTheRelayDoesAndNoSecrets() {
    AdminApi.Overview overview = api.overview();

    assertThat(overview.problem()).isNull();
    assertThat(overview.heapPercent()).isEqualTo(42);
    assertThat(overview.connections()).containsEntry("internal", 2L).containsEntry("websocket", 0L);
    assertThat(overview.in()).containsEntry("telemetry_update", 1L);
    assertThat(overview.deliveries()).isOne();
    assertThat(overview.sessions()).hasSize(1);
    assertThat(overview.sessions().get(0))
        .extracting(
            AdminApi.Session::number,
            AdminApi.Session::id,
            AdminApi.Session::state,
            AdminApi.Session::viewers,
            AdminApi.Session::slow,
            AdminApi.Session::updates)
        .containsExactly(1L, pit.car.sessionId().toString(), "live", 1, 0, 1L);
    assertThat(MessageJson.toJson(overview))
        .contains("\"heap_percent\":42", "\"session_count\":1", "\"age_ms\":")
        .doesNotContain(pit.car.sessionId().value(), pit.car.publishToken().value());
  }

  @Test
  void aSessionIsEndedByItsNumber() {
    assertThat(api.end(2)).isFalse();
    assertThat(api.end(1)).isTrue();
    assertThat(api.end(1)).isFalse();
    assertThat(api.overview().sessions()).isEmpty();
  }

  @Test
  void whoIsAboutToStopIsShownAsThat() {
    api.leave(true);
    assertThat(api.overview().leaving()).isTrue();
    assertThat(api.overview().problem()).isEqualTo("the relay is about to stop");
    api.leave(false);
    assertThat(api.overview().problem()).isNull();
  }
}
