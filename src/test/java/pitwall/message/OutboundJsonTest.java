package pitwall.message;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pitwall.message.Outbound.RelayError;
import pitwall.message.Outbound.SessionEnded;
import pitwall.message.Outbound.SessionIdAssigned;
import pitwall.message.Outbound.SessionStatus;
import pitwall.message.Outbound.SetupUpdate;
import pitwall.message.Outbound.TelemetryUpdate;

class OutboundJsonTest {
  private static final SessionId ID = new SessionId(Wire.ID);

  @Test
  void anAssignedSessionHasItsIdItsTokenAndItsLink() {
    PublishToken token = PublishToken.random();
    String url = "https://pit.example/dashboard/" + Wire.ID;

    assertThat(json(new SessionIdAssigned(ID, token, url)))
        .isEqualTo(
            Json.createObjectBuilder()
                .add("session_id", Wire.ID)
                .add("publish_token", token.value())
                .add("dashboard_url", url)
                .build());
  }

  @Test
  void telemetryHasExactlyTheContractsFieldsInOrder() {
    TelemetryUpdate update = new TelemetryUpdate(ID, new JsonText("{\"speed\":1.0}", 0));

    assertThat(MessageJson.data(update))
        .isEqualTo("{\"session_id\":\"" + Wire.ID + "\",\"telemetry\":{\"speed\":1.0}}");
  }

  @Test
  void aSetupHasExactlyTheContractsFieldsInOrder() {
    JsonText timestamp = new JsonText("\"2026-01-31T12:00:00Z\"", 0);
    SetupUpdate update = new SetupUpdate(ID, timestamp, new JsonText("{\"wing\":7.0}", 0));

    assertThat(MessageJson.data(update))
        .isEqualTo(
            "{\"session_id\":\""
                + Wire.ID
                + "\",\"timestamp\":\"2026-01-31T12:00:00Z\",\"setup\":{\"wing\":7.0}}");
  }

  @ParameterizedTest
  @EnumSource
  void aStatusHasEveryStateInLowerCase(SessionState state) {
    assertThat(json(new SessionStatus(ID, state, 3, 120L)))
        .isEqualTo(
            Json.createObjectBuilder()
                .add("session_id", Wire.ID)
                .add("state", state.name().toLowerCase(java.util.Locale.ROOT))
                .add("viewers", 3)
                .add("age_ms", 120)
                .build());
  }

  @Test
  void anAgeThatIsNotKnownIsThereAsNull() {
    assertThat(json(new SessionStatus(ID, SessionState.WAITING, 0, null)))
        .isEqualTo(
            Json.createObjectBuilder()
                .add("session_id", Wire.ID)
                .add("state", "waiting")
                .add("viewers", 0)
                .addNull("age_ms")
                .build());
  }

  @Test
  void onlyAViewerWhomItConcernsHearsOfSkipping() {
    SessionStatus status = new SessionStatus(ID, SessionState.LIVE, 1, 120L);

    assertThat(json(status)).doesNotContainKey("skipping");
    assertThat(json(status.toOneWhoIs(true)).getBoolean("skipping")).isTrue();
    assertThat(json(status.toOneWhoIs(false)).getBoolean("skipping")).isFalse();
    assertThat(json(status.toOneWhoIs(true)))
        .containsAllEntriesOf(json(status))
        .hasSize(json(status).size() + 1);
  }

  @Test
  void theLastWordHasAReason() {
    assertThat(json(new SessionEnded(ID, "rotated")))
        .isEqualTo(
            Json.createObjectBuilder().add("session_id", Wire.ID).add("reason", "rotated").build());
  }

  @ParameterizedTest
  @EnumSource
  void anErrorHasEveryCodeInLowerCase(Code code) {
    assertThat(json(new RelayError(code, "because", "setup_data")))
        .isEqualTo(
            Json.createObjectBuilder()
                .add("code", code.name().toLowerCase(java.util.Locale.ROOT))
                .add("message", "because")
                .add("event", "setup_data")
                .build());
  }

  @Test
  void anEventThatIsNotKnownIsThereAsNull() {
    assertThat(json(new RelayError(Code.INVALID_PAYLOAD, "no JSON", null)))
        .isEqualTo(
            Json.createObjectBuilder()
                .add("code", "invalid_payload")
                .add("message", "no JSON")
                .addNull("event")
                .build());
  }

  @Test
  void whateverAnErrorSaysIsEscaped() {
    String message = "\"quotes\", \\, \n, \u0000, \u2028 and 🏁";

    assertThat(json(new RelayError(Code.INVALID_PAYLOAD, message, "a\"b")).getString("message"))
        .isEqualTo(message);
  }

  @Test
  void everyMessageIsCalledAsInTheContract() {
    assertThat(new SessionIdAssigned(ID, null, null).event()).isEqualTo("session_id_assigned");
    assertThat(new SetupUpdate(ID, null, null).event()).isEqualTo("setup_update");
    assertThat(new TelemetryUpdate(ID, null).event()).isEqualTo("telemetry_update");
    assertThat(new SessionStatus(ID, null, 0, null).event()).isEqualTo("session_status");
    assertThat(new SessionEnded(ID, "ended").event()).isEqualTo("session_ended");
    assertThat(new RelayError(null, null, "join_session").event()).isEqualTo("relay_error");
  }

  @Test
  void anUpdatesPayloadIsItsSetupOrItsTelemetry() {
    JsonText payload = new JsonText("{\"a\":1}", 0);

    assertThat(new SetupUpdate(ID, JsonText.NULL, payload).payload()).isSameAs(payload);
    assertThat(new TelemetryUpdate(ID, payload).payload()).isSameAs(payload);
  }

  private static JsonObject json(Outbound message) {
    try (var reader = Json.createReader(new StringReader(MessageJson.data(message)))) {
      return reader.readObject();
    }
  }
}
