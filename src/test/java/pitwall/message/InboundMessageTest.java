package pitwall.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pitwall.message.Inbound.EndSession;
import pitwall.message.Inbound.JoinSession;
import pitwall.message.Inbound.LeaveSession;
import pitwall.message.Inbound.RequestSessionId;
import pitwall.message.Inbound.RotateSession;
import pitwall.message.Inbound.SetupData;
import pitwall.message.Inbound.TelemetryUpdate;

class InboundMessageTest {
  private static final SessionId ID = new SessionId(Wire.ID);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"event\":\"request_session_id\"}",
        "{\"event\":\"request_session_id\",\"data\":null}",
        "{\"event\":\"request_session_id\",\"data\":{}}",
        "{\"event\":\"request_session_id\",\"data\":{\"client\":\"monitor 2\"}}",
        " \t\r\n{ \"data\" : { } , \"event\" : \"request_session_id\" } \n"
      })
  void aSessionIsAskedForWithAnEmptyObjectOrNullOrNothing(String frame) throws Rejection {
    assertThat(Wire.read(frame)).isEqualTo(new RequestSessionId());
  }

  @Test
  void aSessionMayBeAskedForWithAPin() throws Rejection {
    assertThat(Wire.read(event("request_session_id", "\"pin\":\"le mans 24\"")))
        .isEqualTo(new RequestSessionId(new Pin("le mans 24")));
    assertThat(Wire.read(event("request_session_id", "\"pin\":null")))
        .isEqualTo(new RequestSessionId());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5",
        "{}",
        "NaN",
        "true",
        "\"\"",
        "\"abc\"",
        "\" abc\"",
        "\"abcd \"",
        "\"abc\\u0000d\"",
        "\"größe\"",
        "\"12345678901234567890123456789012345678901234567890123456789012345\""
      })
  void aPinHas4To64CharactersThatCanBeTyped(String wrong) {
    String member = "\"session_id\":\"" + Wire.ID + "\",\"pin\":" + wrong;
    for (String event : List.of("request_session_id", "join_session", "rotate_session")) {
      assertThat(Wire.refusal(event(event, member)))
          .hasMessageStartingWith("pin must")
          .extracting(Rejection::code)
          .isEqualTo(Code.INVALID_PAYLOAD);
    }
  }

  @Test
  void whoJoinsMayPresentAPinOrAToken() throws Rejection {
    String id = "\"session_id\":\"" + Wire.ID + '"';
    assertThat(Wire.read(event("join_session", id + ",\"pin\":\"\\u0031234\"")))
        .isEqualTo(new JoinSession(ID, new Pin("1234"), null));
    assertThat(Wire.read(event("join_session", id + ",\"token\":\"a.b.c\",\"pin\":null")))
        .isEqualTo(new JoinSession(ID, null, new ViewerToken("a.b.c")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "\"\"", "[]", "NaN"})
  void aTokenIsAText(String wrong) {
    String members = "\"session_id\":\"" + Wire.ID + "\",\"token\":" + wrong;
    assertThat(Wire.refusal(event("join_session", members)))
        .hasMessageStartingWith("token must")
        .extracting(Rejection::code)
        .isEqualTo(Code.INVALID_PAYLOAD);
  }

  @Test
  void anOwnerMayRotateAndEndItsSession() throws Rejection {
    String id = "\"session_id\":\"" + Wire.ID + '"';
    PublishToken token = new PublishToken("t");
    assertThat(Wire.read(event("rotate_session", id))).isEqualTo(new RotateSession(ID, null, null));
    assertThat(Wire.read(event("rotate_session", id + ",\"publish_token\":\"t\",\"pin\":\"1234\"")))
        .isEqualTo(new RotateSession(ID, token, new Pin("1234")));
    assertThat(Wire.read(event("end_session", id + ",\"publish_token\":\"t\"")))
        .isEqualTo(new EndSession(ID, token));
    assertThat(Wire.refusal(event("end_session", "")).code()).isEqualTo(Code.INVALID_PAYLOAD);
  }

  @Test
  void aSetupHasAnIdATimestampAndAnObject() throws Rejection {
    assertThat(Wire.read(Wire.setupFrame("{\"wing\":7}")))
        .isEqualTo(new SetupData(ID, null, json("\"2026-01-31T12:00:00Z\""), json("{\"wing\":7}")));
  }

  @Test
  void aMissingTimestampIsNull() throws Rejection {
    assertThat(Wire.read(event("setup_data", "\"session_id\":\"" + Wire.ID + "\",\"setup\":{}")))
        .isEqualTo(new SetupData(ID, null, JsonText.NULL, json("{}")));
  }

  @Test
  void telemetryHasAnIdAndAnObject() throws Rejection {
    assertThat(Wire.read(Wire.telemetryFrame("{\"speed\":191.86}")))
        .isEqualTo(new TelemetryUpdate(ID, null, json("{\"speed\":191.86}")));
  }

  @Test
  void aPublicationMayCarryThePublishTokenAnywhereInItsData() throws Rejection {
    String members = "\"telemetry\":{},\"publish_token\":\"abc\",\"session_id\":\"" + Wire.ID + '"';

    assertThat(Wire.read(event("telemetry_update", members)))
        .isEqualTo(new TelemetryUpdate(ID, new PublishToken("abc"), json("{}")));
  }

  @Test
  void aPublishTokenThatIsNullIsNone() throws Rejection {
    String members = "\"session_id\":\"" + Wire.ID + "\",\"publish_token\":null,\"telemetry\":{}";

    assertThat(Wire.read(event("telemetry_update", members)))
        .isEqualTo(new TelemetryUpdate(ID, null, json("{}")));
  }

  @Test
  void joiningAndLeavingNameASession() throws Rejection {
    String members = "\"session_id\":\"" + Wire.ID + '"';

    assertThat(Wire.read(event("join_session", members))).isEqualTo(new JoinSession(ID));
    assertThat(Wire.read(event("leave_session", members))).isEqualTo(new LeaveSession(ID));
  }

  @Test
  void everyMessageKnowsTheEventThatItCameAs() throws Rejection {
    String members = "\"session_id\":\"x\",\"setup\":{},\"telemetry\":{}";
    for (String event :
        new String[] {
          "request_session_id", "setup_data", "telemetry_update", "join_session", "leave_session"
        }) {
      assertThat(Wire.read(event(event, members)).event()).isEqualTo(event);
    }
  }

  @Test
  void escapesInANameAreTheSameName() throws Rejection {
    String frame =
        """
        {"\\u0065vent":"join_session","d\\u0061ta":{"session\\u005fid":"%s"}}"""
            .formatted(Wire.ID);

    assertThat(Wire.read(frame)).isEqualTo(new JoinSession(ID));
  }

  @Test
  void anIdIsComparedExactlySoUpperCaseIsAnotherOne() throws Rejection {
    String upper = Wire.ID.toUpperCase(java.util.Locale.ROOT);

    assertThat(Wire.read(event("join_session", "\"session_id\":\"" + upper + '"')))
        .isNotEqualTo(new JoinSession(ID));
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "1.50", "\"a\\u0000b\"", "null", "{\"a\": [1]}", "[]", "false"})
  void anIdToAcknowledgeWithMayBeAnythingAndStaysAsItWas(String id) throws Rejection {
    Envelope envelope = Envelope.read("{\"id\": " + id + " ,\"event\":\"request_session_id\"}");

    assertThat(envelope.id()).isEqualTo(json(id));
  }

  @Test
  void aFrameWithoutAnIdWantsNoAcknowledgement() throws Rejection {
    assertThat(Envelope.read("{\"event\":\"request_session_id\"}").id()).isNull();
  }

  @Test
  void anIdMayHaveAHundredAndTwentyEightCharacters() throws Rejection {
    String id = "1".repeat(128);

    assertThat(Envelope.read("{\"event\":\"request_session_id\",\"id\":" + id + "}").id().text())
        .isEqualTo(id);
  }

  private static JsonText json(String text) {
    return new JsonText(text, 0);
  }

  private static String event(String event, String members) {
    return "{\"event\":\"" + event + "\",\"data\":{" + members + "}}";
  }
}
