package pitwall.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pitwall.hub.Frame;
import pitwall.message.Code;
import pitwall.message.JsonText;
import pitwall.message.Outbound.RelayError;
import pitwall.message.Outbound.SessionIdAssigned;
import pitwall.message.Outbound.SessionStatus;
import pitwall.message.Outbound.SetupUpdate;
import pitwall.message.Outbound.TelemetryUpdate;
import pitwall.message.PublishToken;
import pitwall.message.Rejection;
import pitwall.message.SessionId;
import pitwall.message.SessionState;

class PlainFormatTest {
  private static final SessionId ID = new SessionId("0f8fad5b-d9cb-469f-a165-70867728950e");

  @Test
  void telemetryCarriesItsNumberAndItsTime() {
    TelemetryUpdate update = new TelemetryUpdate(ID, new JsonText("{\"speed\":1.0}", 0));

    assertThat(text(Frame.of(update, 7, 1_767_225_600_000L)))
        .isEqualTo(
            """
            {"event":"telemetry_update","data":{"session_id":"0f8fad5b-d9cb-469f-a165-70867728950e",\
            "telemetry":{"speed":1.0}},"seq":7,"at":1767225600000}""");
  }

  @Test
  void aSetupCarriesItsNumberAndItsTime() {
    SetupUpdate update = new SetupUpdate(ID, JsonText.NULL, new JsonText("{ \"wing\": 7 }", 0));

    assertThat(text(Frame.of(update, 1, 0)))
        .isEqualTo(
            """
            {"event":"setup_update","data":{"session_id":"0f8fad5b-d9cb-469f-a165-70867728950e",\
            "timestamp":null,"setup":{ "wing": 7 }},"seq":1,"at":0}""");
  }

  @Test
  void everythingElseIsAnEventAndItsDataAlone() {
    JsonObject status = json(text(Frame.of(new SessionStatus(ID, SessionState.WAITING, 2, null))));
    assertThat(status)
        .isEqualTo(
            json(
                """
                {"event": "session_status", "data": {"session_id": "%s", "state": "waiting",
                 "viewers": 2, "age_ms": null}}"""
                    .formatted(ID.value())));

    JsonObject error = json(text(Frame.of(new RelayError(Code.TOO_LARGE, "40 at most", null))));
    assertThat(error)
        .isEqualTo(
            json(
                """
                {"event": "relay_error", "data": {"code": "too_large", "message": "40 at most",
                 "event": null}}"""));

    JsonObject assigned =
        json(text(Frame.of(new SessionIdAssigned(ID, new PublishToken("t"), "http://x/y"))));
    assertThat(assigned)
        .isEqualTo(
            json(
                """
                {"event": "session_id_assigned", "data": {"session_id": "%s", "publish_token": "t",
                 "dashboard_url": "http://x/y"}}"""
                    .formatted(ID.value())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "\"a\\u0000\"", "null", "[1, {}]", "1.50"})
  void anAcknowledgementRepeatsTheIdAsItWas(String id) {
    assertThat(text(PlainFormat.ack(new JsonText(id, 0))))
        .isEqualTo("{\"event\":\"ack\",\"id\":" + id + ",\"data\":{\"ok\":true}}");
  }

  @Test
  void aFailedAcknowledgementSaysWhy() {
    Rejection refusal = new Rejection(Code.NOT_OWNER, "a \"quoted\" word");

    assertThat(text(PlainFormat.ack(new JsonText("7", 0), refusal)))
        .isEqualTo(
            """
            {"event":"ack","id":7,"data":{"ok":false,\
            "error":{"code":"not_owner","message":"a \\"quoted\\" word"}}}""");
  }

  @Test
  void theEncoderGivesTheFramesOneText() {
    Frame frame = Frame.of(new TelemetryUpdate(ID, new JsonText("{}", 0)), 1, 2);

    assertThat(new FrameEncoder().encode(frame.text(PlainFormat.PLAIN)))
        .isSameAs(frame.text(PlainFormat.PLAIN).text());
  }

  private static String text(Frame frame) {
    return frame.text(PlainFormat.PLAIN).text();
  }

  private static JsonObject json(String text) {
    try (var reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }
}
