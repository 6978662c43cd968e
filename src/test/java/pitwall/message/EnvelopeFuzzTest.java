package pitwall.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import pitwall.fuzz.Fuzz;
import pitwall.fuzz.Inputs;

/** What Socket.IO carries, and JSON of any kind: cut out as it stands, or refused. */
class EnvelopeFuzzTest {
  private static final String[] WORDS = {
    "{", "}", "[", "]", "\"", ":", ",", "\\", "\\ud83", "NaN", "Infinity", "-", "tru", "1e+", "\t"
  };

  @Test
  void argumentsAreReadOrRefused() {
    List<String> arrays =
        List.of(
            "[\"join_session\",{\"session_id\":\"2f1c\"},5]",
            "[\"telemetry_update\",{\"session_id\":\"2f1c\",\"telemetry\":{\"fuel\":NaN,\"a\":[1]}}]",
            "[\"request_session_id\",null]",
            "[\"x\"]");
    Fuzz.texts(
        15_000,
        Inputs.near(arrays, WORDS),
        text -> {
          try {
            MessageJson.bind(Envelope.readArguments(text));
          } catch (Rejection refusal) {
            assertThat(refusal.code()).isNotNull();
          }
        });
  }

  @Test
  void aValueIsCutOutAsItStandsAndTwiceTheSame() {
    List<String> values =
        List.of(
            "{\"a\":[1,2.50,-0e7],\"\\u00e9\\n\":{\"b\":{}}}", "[[],[{}],\"\\\\\"]", "-12.5E+3");
    Fuzz.texts(
        15_000,
        Inputs.near(values, WORDS),
        text -> {
          JsonText value;
          try {
            value = whole(text);
          } catch (Rejection refusal) {
            return;
          }
          if (value.mended() == 0) {
            assertThat(value.text()).isEqualTo(trimmed(text));
          }
          assertThat(whole(value.text())).isEqualTo(new JsonText(value.text(), 0));
        });
  }

  private static JsonText whole(String text) throws Rejection {
    JsonScanner scanner = new JsonScanner(text);
    JsonText value = scanner.mendedValue();
    scanner.end();
    return value;
  }

  /** Without JSON's white space, which is less than Java's. */
  private static String trimmed(String text) {
    return text.replaceAll("^[ \\t\\r\\n]+|[ \\t\\r\\n]+$", "");
  }
}
