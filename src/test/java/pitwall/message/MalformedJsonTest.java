package pitwall.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Frames that are no JSON: wherever the mistake is, the sender learns that, and nothing else. */
class MalformedJsonTest {
  private static final String EVERYTHING =
      """
      {"event":"setup_data","id":[1,{"n":-0.5e+3}],"data":{"session_id":"abc","publish_token":null,\
      "timestamp":"\\u00e9\\n","setup":{"a":[[],{},{"b":NaN}],"c":-Infinity,"d":[true,false,null]}}}""";

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\n\t", "hello", "event: join", "'{}'", "}", "<a/>", "\u0000"})
  void whatIsNoJsonAtAllIsRefused(String frame) {
    assertThat(Wire.refusal(frame).code()).isEqualTo(Code.INVALID_PAYLOAD);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{                              | more at character 1",
        "{\"event\"                     | more at character 8",
        "{\"event\" 7}                  | a colon at character 9",
        "{event:1}                      | a string at character 1",
        "{\"event\":}                   | a value at character 9",
        "{\"event\":1 \"data\":2}       | a comma or the object's end at character 11",
        "{\"event\":[1 2]}              | a comma or the array's end at character 12",
        "{\"event\":{\"a\":1]}          | a comma or the object's end at character 15",
        "{\"event\":\"join_session\"} x | the end at character 25",
        "{\"event\":\"join_session\"}{} | the end at character 24",
        "{\"event\":\"join               | a closing quote at character 14",
      })
  void theRefusalSaysWhatWasExpectedAndWhere(String frame, String expected) {
    assertThat(Wire.refusal(frame)).hasMessage("not JSON: expected " + expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{,}",
        "{\"a\":1,}",
        "[,]",
        "[1,]",
        "[1,,2]",
        "{\"a\"}",
        "{\"a\":1,2}",
        "{\"a\":1:2}",
        "{1:2}",
        "[}",
        "{]",
        "[1}",
        "{\"a\":[1}",
        "{'a':1}",
        "/**/1",
        "1//",
        "[1 2]",
        "{} {}"
      })
  void bracketsCommasAndColonsHaveTheirPlaces(String value) {
    assertNoJson(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "01", "-01", "00", "1.", ".5", "-.5", "+1", "1e", "1e+", "1E-", "-", "--1", "0x1", "1_000",
        "1.5.5", "1e5.5", "1e5e5", "0.e1", "1,5e", "1f", "0b1", "\u0661", "\uff11"
      })
  void badNumbersAreRefused(String number) {
    assertNoJson(number);
    assertNoJson("[" + number + "]");
    assertNoJson("{\"n\":" + number + "}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tru",
        "True",
        "TRUE",
        "truex",
        "nul",
        "None",
        "undefined",
        "nan",
        "inf",
        "Inf",
        "-inf",
        "+Infinity",
        "-NaN",
        "Infinityx",
        "NaN1",
        "NaNNaN",
        "- Infinity",
        "--Infinity",
        "-Infin"
      })
  void wordsThatAreNoValuesAreRefused(String word) {
    assertNoJson(word);
    assertNoJson("[" + word + "]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"",
        "\"abc",
        "\"abc\\",
        "\"abc\\\"",
        "\"\\a\"",
        "\"\\x41\"",
        "\"\\'\"",
        "\"\\0\"",
        "\"\\U0041\"",
        "\"\\\\\\\"",
        "\"\\u\"",
        "\"\\u1\"",
        "\"\\u12\"",
        "\"\\u123\"",
        "\"\\u123g\"",
        "\"\\u+123\"",
        "\"\\u 123\"",
        "\"\\u12\\u1234\"",
        "\"\\u\uff11\uff11\uff11\uff11\"",
        "'a'"
      })
  void unterminatedStringsAndBadEscapesAreRefused(String string) {
    assertNoJson(string);
    assertNoJson("{" + string + ":1}");
  }

  @Test
  void controlCharactersHaveNoPlaceInAString() {
    for (char c = 0; c < ' '; c++) {
      assertNoJson("\"a" + c + "b\"");
      assertNoJson("{\"a" + c + "b\":1}");
    }
  }

  @Test
  void onlyFourCharactersAreWhiteSpace() throws Rejection {
    assertThat(Wire.telemetry("{ \t\r\n}").text()).isEqualTo("{ \t\r\n}");
    for (char c : "\f\u000b\b\u0000\u0085\u00a0\u2003\u2028\u3000\ufeff".toCharArray()) {
      assertNoJson("{" + c + "}");
      assertNoJson(c + "{}");
    }
  }

  @Test
  void aFrameCutOffAnywhereIsRefused() throws Rejection {
    assertThat(Wire.read(EVERYTHING)).isInstanceOf(Inbound.SetupData.class);

    for (int length = 0; length < EVERYTHING.length(); length++) {
      String cut = EVERYTHING.substring(0, length);
      assertThat(Wire.refusal(cut).code()).as(cut).isEqualTo(Code.INVALID_PAYLOAD);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void tenThousandLevelsAreTooDeep(String level) {
    String end = level.equals("[") ? "]" : "}";
    String deep = level.repeat(10_000) + "1" + end.repeat(10_000);
    String closed = "{\"x\":" + deep + "}";

    assertThat(Wire.refusal(Wire.telemetryFrame(closed))).hasMessageContaining("nested deeper");
    assertThat(Wire.refusal("{\"event\":\"join_session\",\"x\":" + deep + "}"))
        .hasMessageContaining("nested deeper");
    assertThat(Wire.refusal(deep).code()).isEqualTo(Code.INVALID_PAYLOAD);
    assertThat(Wire.refusal(Wire.telemetryFrame(level.repeat(10_000))).code())
        .isEqualTo(Code.INVALID_PAYLOAD);
  }

  /** The envelope's own two levels count; siblings do not. */
  @ParameterizedTest
  @CsvSource({"498, true", "499, false"})
  void fiveHundredLevelsAreNotTooDeep(int levels, boolean allowed) throws Rejection {
    int arrays = levels - 1;
    String deep = "{\"a\":" + "[".repeat(arrays) + "]".repeat(arrays) + ",\"b\":[[]],\"c\":{}}";

    if (allowed) {
      assertThat(Wire.telemetry(deep).text()).isEqualTo(deep);
    } else {
      assertThat(Wire.refusal(Wire.telemetryFrame(deep))).hasMessageContaining("500 levels");
    }
  }

  /** In a payload, as an id, as a member of the data: a mistake is one wherever it stands. */
  private static void assertNoJson(String value) {
    for (String frame :
        new String[] {
          Wire.telemetryFrame("{\"x\":" + value + "}"),
          "{\"event\":\"request_session_id\",\"id\":" + value + "}",
          "{\"event\":\"request_session_id\",\"data\":{\"x\":" + value + "}}"
        }) {
      Rejection refusal = Wire.refusal(frame);
      assertThat(refusal.code()).as(frame).isEqualTo(Code.INVALID_PAYLOAD);
      assertThat(refusal).as(frame).hasMessageMatching("not JSON: expected .+ at character \\d+");
    }
  }
}
