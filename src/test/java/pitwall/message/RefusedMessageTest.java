package pitwall.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames that are JSON, but no message. */
class RefusedMessageTest {

  @ParameterizedTest
  @ValueSource(strings = {"[]", "[{\"event\":\"join_session\"}]", "\"event\"", "7", "null", "true"})
  void aFrameThatIsNoObjectIsRefused(String frame) {
    assertRefused(frame, Code.INVALID_PAYLOAD, "a message must be a JSON object");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"data\":{}}", "{\"Event\":\"join_session\"}"})
  void aFrameWithoutAnEventIsRefused(String frame) {
    assertRefused(frame, Code.INVALID_PAYLOAD, "event is missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "7", "true", "{}", "[\"join_session\"]"})
  void anEventThatIsNoStringIsRefused(String event) {
    assertRefused(
        "{\"event\":" + event + ",\"data\":{}}", Code.INVALID_PAYLOAD, "event must be a string");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "JOIN_SESSION", "join_session ", "ack", "setup_update", "relay_error"})
  void anUnknownEventIsRefusedWithTheOnesThatAreKnown(String event) {
    Rejection refusal = Wire.refusal("{\"event\":\"" + event + "\",\"data\":{}}");

    assertThat(refusal.code()).isEqualTo(Code.UNKNOWN_EVENT);
    assertThat(refusal)
        .hasMessageStartingWith("unknown event " + Rejection.quote(event))
        .hasMessageContainingAll(
            "request_session_id",
            "setup_data",
            "telemetry_update",
            "join_session",
            "leave_session");
  }

  @Test
  void aVeryLongUnknownEventIsNotRepeatedInFull() {
    Rejection refusal = Wire.refusal("{\"event\":\"" + "e".repeat(100_000) + "\"}");

    assertThat(refusal.code()).isEqualTo(Code.UNKNOWN_EVENT);
    assertThat(refusal.getMessage()).hasSizeLessThan(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"setup_data", "telemetry_update", "join_session", "leave_session"})
  void whereAnObjectIsNeededNothingElseWillDo(String event) {
    String needed = "data must be an object";
    String begin = "{\"event\":\"" + event + '"';

    assertRefused(begin + "}", Code.INVALID_PAYLOAD, needed);
    assertRefused(begin + ",\"data\":null}", Code.INVALID_PAYLOAD, needed);
    assertRefused(begin + ",\"data\":[]}", Code.INVALID_PAYLOAD, needed);
    assertRefused(begin + ",\"data\":[{\"session_id\":\"x\"}]}", Code.INVALID_PAYLOAD, needed);
    assertRefused(begin + ",\"data\":12}", Code.INVALID_PAYLOAD, needed);
    assertRefused(begin + ",\"data\":\"{}\"}", Code.INVALID_PAYLOAD, needed);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "0", "\"\"", "false"})
  void whoAsksForASessionSendsAnObjectOrNothing(String data) {
    assertRefused(
        "{\"event\":\"request_session_id\",\"data\":" + data + "}",
        Code.INVALID_PAYLOAD,
        "data must be an object");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "setup_data       | \"setup\":{}",
        "telemetry_update | \"telemetry\":{}",
        "join_session     | \"other\":1",
        "leave_session    | \"SESSION_ID\":\"x\"",
        "join_session     | \"session_id\":null"
      })
  void aMissingSessionIdIsNamed(String event, String members) {
    assertRefused(
        "{\"event\":\"" + event + "\",\"data\":{" + members + "}}",
        Code.INVALID_PAYLOAD,
        "session_id is missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "1.5", "true", "{}", "{\"a\":1}", "[]", "[\"x\"]"})
  void aSessionIdOrATokenThatIsNoStringIsNamed(String value) {
    assertRefused(
        "{\"event\":\"join_session\",\"data\":{\"session_id\":" + value + "}}",
        Code.INVALID_PAYLOAD,
        "session_id must be a string");
    assertRefused(
        "{\"event\":\"telemetry_update\",\"data\":{\"session_id\":\"x\",\"telemetry\":{},\"publish_token\":"
            + value
            + "}}",
        Code.INVALID_PAYLOAD,
        "publish_token must be a string");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e99999999999", "1e-99999999999", "[1e99999999999]"})
  void aNumberBeyondAllMeasureAsASessionIdIsRefusedToo(String value) {
    assertRefused(
        "{\"event\":\"join_session\",\"data\":{\"session_id\":" + value + "}}",
        Code.INVALID_PAYLOAD,
        "session_id");
  }

  @ParameterizedTest
  @CsvSource({"setup_data, setup", "telemetry_update, telemetry"})
  void aMissingPayloadIsNamed(String event, String payload) {
    assertRefused(
        "{\"event\":\"" + event + "\",\"data\":{\"session_id\":\"x\"}}",
        Code.INVALID_PAYLOAD,
        payload + " is missing");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "[{}]", "\"{}\"", "3", "true", "NaN"})
  void aPayloadThatIsNoObjectIsNamed(String value) {
    assertRefused(Wire.telemetryFrame(value), Code.INVALID_PAYLOAD, "telemetry must be an object");
    assertRefused(Wire.setupFrame(value), Code.INVALID_PAYLOAD, "setup must be an object");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "event        | {\"event\":\"join_session\",\"event\":\"leave_session\"}",
        "event        | {\"event\":\"join_session\",\"ev\\u0065nt\":\"join_session\"}",
        "data         | {\"data\":{},\"event\":\"join_session\",\"data\":{}}",
        "data         | {\"data\":null,\"event\":\"join_session\",\"data\":{}}",
        "data         | {\"data\":{},\"event\":\"join_session\",\"data\":1}",
        "id           | {\"id\":1,\"id\":1,\"event\":\"join_session\"}",
        "other        | {\"event\":\"join_session\",\"other\":1,\"other\":2}",
        "session_id   | {\"event\":\"join_session\",\"data\":{\"session_id\":\"x\",\"session_id\":\"x\"}}",
        "session_id   | {\"event\":\"join_session\",\"data\":{\"session_id\":\"x\",\"session\\u005fid\":\"y\"}}",
        "telemetry    | {\"event\":\"telemetry_update\",\"data\":{\"session_id\":\"x\",\"telemetry\":{},\"telemetry\":{}}}",
        "publish_token| {\"event\":\"telemetry_update\",\"data\":{\"publish_token\":null,\"publish_token\":\"x\"}}",
      })
  void aNameThatStandsThereTwiceInTheEnvelopeIsNamed(String name, String frame) {
    assertRefused(frame, Code.INVALID_PAYLOAD, '"' + name + "\" stands there twice");
  }

  @Test
  void anOverLongIdIsRefused() {
    assertRefused(
        "{\"event\":\"request_session_id\",\"id\":\"" + "i".repeat(127) + "\"}",
        Code.INVALID_PAYLOAD,
        "an id may have 128 characters at most");
  }

  @Test
  void aRefusalNeverRepeatsTheTokenOrThePayload() {
    String frame =
        "{\"event\":\"telemetry_update\",\"data\":{\"session_id\":5,\"publish_token\":\"s3cret\",\"telemetry\":{\"p\":\"private\"}}}";

    assertThat(Wire.refusal(frame).getMessage()).doesNotContain("s3cret", "private");
  }

  private static void assertRefused(String frame, Code code, String said) {
    Rejection refusal = Wire.refusal(frame);
    assertThat(refusal.code()).as(frame).isEqualTo(code);
    assertThat(refusal).as(frame).hasMessageContaining(said);
  }
}
