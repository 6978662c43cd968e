package pitwall.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands inside {@code setup} and {@code telemetry} is the monitor's affair. */
class PayloadTest {

  static Stream<Named<String>> payloads() {
    String digits = "1234567890".repeat(100);
    return Stream.of(
        Named.of("an empty object", "{}"),
        Named.of("empty objects and arrays", "{\"a\":{},\"b\":[],\"c\":[{},[]],\"\":{\"\":[]}}"),
        Named.of("a thousand digits", "{\"n\":" + digits + ",\"m\":-0." + digits + "}"),
        Named.of("1.0 and its kin", "{\"n\":[1.0,1.00,1,-0,-0.0,0e0,1E+2,1e2,100]}"),
        Named.of("19 digits", "{\"n\":9223372036854775807,\"m\":9007199254740993}"),
        Named.of("an exponent beyond all measure", "{\"n\":1e999999999999,\"m\":-1E-999999999999}"),
        Named.of("an escaped NUL", "{\"a\\u0000b\":\"\\u0000\"}"),
        Named.of("escaped lone surrogates", "{\"a\":\"\\ud800\",\"b\":\"\\uDFFF\\uD800x\"}"),
        Named.of("every escape", "{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00E9\\u00e9\"}"),
        Named.of("ten thousand keys", members(10_000)),
        Named.of("white space", "{ \"a\"\t:\r\n[ 1 ,\n2 ] , \"b\" : { } \n}"),
        Named.of("the same key twice", "{\"a\":1,\"a\":2,\"\\u0061\":3}"),
        Named.of(
            "the envelope's names", "{\"event\":\"x\",\"data\":{},\"session_id\":7,\"id\":[]}"),
        Named.of(
            "any Unicode", "{\"Räikkönen\":\"周冠宇 🏁 \u0000\"}".replace("\u0000", "\u200f\ufffe")),
        Named.of("line separators", "{\"a\":\"\u2028\u2029\u007f\u0085\"}"),
        Named.of("keys in their order", "{\"z\":1,\"a\":2,\"10\":3,\"9\":4,\"M\":5}"),
        Named.of("every word", "{\"a\":[true,false,null]}"));
  }

  @ParameterizedTest
  @MethodSource("payloads")
  void telemetryPassesUntouched(String payload) throws Rejection {
    JsonText telemetry = Wire.telemetry(payload);

    assertThat(telemetry).isEqualTo(new JsonText(payload, 0));
    assertThat(MessageJson.data(new Outbound.TelemetryUpdate(new SessionId("x"), telemetry)))
        .isEqualTo("{\"session_id\":\"x\",\"telemetry\":" + payload + "}");
  }

  @ParameterizedTest
  @MethodSource("payloads")
  void aSetupPassesUntouched(String payload) throws Rejection {
    JsonText setup = Wire.setup(payload);

    assertThat(setup).isEqualTo(new JsonText(payload, 0));
    assertThat(MessageJson.data(new Outbound.SetupUpdate(new SessionId("x"), JsonText.NULL, setup)))
        .isEqualTo("{\"session_id\":\"x\",\"timestamp\":null,\"setup\":" + payload + "}");
  }

  @Test
  void whiteSpaceAroundAPayloadIsNotPartOfIt() throws Rejection {
    assertThat(Wire.telemetry("\n {\"a\": 1}\t ").text()).isEqualTo("{\"a\": 1}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"2026-01-31T12:00:00.000+01:00\"", "1767225600000", "1.50", "null"})
  void aTimestampPassesUntouched(String timestamp) throws Rejection {
    String frame =
        "{\"event\":\"setup_data\",\"data\":{\"session_id\":\"x\",\"setup\":{},\"timestamp\":"
            + timestamp
            + "}}";

    assertThat(((Inbound.SetupData) Wire.read(frame)).timestamp().text()).isEqualTo(timestamp);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":NaN}                           | {\"a\":null}                      | 1",
        "{\"a\":Infinity}                      | {\"a\":null}                      | 1",
        "{\"a\":-Infinity}                     | {\"a\":null}                      | 1",
        "{\"a\":[NaN,Infinity,-Infinity,-1]}   | {\"a\":[null,null,null,-1]}       | 3",
        "{ \"a\" : NaN , \"b\" : [ NaN ] }     | { \"a\" : null , \"b\" : [ null ] } | 2",
        "{\"NaN\":NaN,\"b\":{\"c\":{\"d\":NaN}}} | {\"NaN\":null,\"b\":{\"c\":{\"d\":null}}} | 2",
        "{\"a\":\"NaN\",\"b\":\"-Infinity\"}   | {\"a\":\"NaN\",\"b\":\"-Infinity\"} | 0",
        "{\"a\":\"\\\"NaN\",\"b\":null}        | {\"a\":\"\\\"NaN\",\"b\":null}    | 0",
      })
  void pythonsWordsForNoNumberBecomeNullAndAreCounted(String sent, String passed, int mended)
      throws Rejection {
    assertThat(Wire.telemetry(sent)).isEqualTo(new JsonText(passed, mended));
    assertThat(Wire.setup(sent)).isEqualTo(new JsonText(passed, mended));
  }

  @Test
  void aThousandMendsAreAThousandNulls() throws Rejection {
    String sent = "{\"a\":[" + "NaN,".repeat(999) + "-Infinity]}";

    assertThat(Wire.telemetry(sent))
        .isEqualTo(new JsonText("{\"a\":[" + "null,".repeat(999) + "null]}", 1_000));
  }

  @Test
  void aMendOfOneMemberIsNotCountedForAnother() throws Rejection {
    String frame =
        "{\"event\":\"telemetry_update\",\"data\":{\"other\":[NaN],\"session_id\":\"x\",\"telemetry\":{\"a\":NaN,\"b\":0}}}";

    assertThat(((Inbound.TelemetryUpdate) Wire.read(frame)).telemetry())
        .isEqualTo(new JsonText("{\"a\":null,\"b\":0}", 1));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"event\":NaN}",
        "{\"event\":\"request_session_id\",\"data\":NaN}",
        "{\"event\":\"request_session_id\",\"data\":[NaN]}",
        "{\"event\":\"request_session_id\",\"id\":NaN}",
        "{\"event\":\"request_session_id\",\"id\":[-Infinity]}",
        "{\"event\":\"request_session_id\",\"other\":{\"a\":Infinity}}",
        "NaN"
      })
  void theEnvelopeIsNotMended(String frame) {
    assertThat(Wire.refusal(frame).code()).isEqualTo(Code.INVALID_PAYLOAD);
  }

  private static String members(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> "\"key" + i + "\":" + i)
        .collect(Collectors.joining(",", "{", "}"));
  }
}
