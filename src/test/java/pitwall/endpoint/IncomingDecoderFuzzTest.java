package pitwall.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import pitwall.fuzz.Fuzz;
import pitwall.fuzz.Inputs;
import pitwall.message.Inbound;

/** Whatever comes as text has a meaning or is refused. */
class IncomingDecoderFuzzTest {
  private static final String ID = "2f1c8f0e-3b5a-4c1d-9e2f-0a1b2c3d4e5f";
  private static final List<String> FRAMES =
      List.of(
          "{\"event\":\"request_session_id\",\"data\":{\"pin\":\"spa 2026\"},\"id\":[1]}",
          "{\"event\":\"join_session\",\"data\":{\"session_id\":\"%s\",\"token\":\"a.b.c\"}}",
          "{\"event\":\"leave_session\",\"data\":{\"session_id\":\"%s\"},\"id\":\"x\"}",
          "{\"event\":\"rotate_session\",\"data\":{\"session_id\":\"%s\",\"publish_token\":\"AA\"}}",
          "{\"event\":\"end_session\",\"data\":{\"session_id\":\"%s\"}}",
          "{\"event\":\"setup_data\",\"data\":{\"session_id\":\"%s\",\"timestamp\":\"2026\",\"setup\":{\"wing\":[1,2.50,[]],\"x\":{}}}}",
          "{\"event\":\"telemetry_update\",\"data\":{\"session_id\":\"%s\",\"telemetry\":{\"lap\":45,\"fuel\":NaN,\"g\":[-1.5e-7,\"Gr\\u00f6\\u00dfe\",null,true]}}}");
  private static final String[] WORDS = {
    "{",
    "}",
    "[",
    "]",
    "\"",
    ":",
    ",",
    "\\",
    "\\u00",
    "NaN",
    "-Infinity",
    "null",
    "1e",
    "\"event\":",
    "\"data\":{",
    "[[[[",
    "0",
    "-",
    " "
  };

  @Test
  void decodingNeverThrowsAndWhatPassesIsJson() {
    List<String> frames = FRAMES.stream().map(frame -> frame.replace("%s", ID)).toList();
    Fuzz.texts(
        25_000,
        Inputs.near(frames, WORDS),
        text -> {
          Incoming incoming = new IncomingDecoder().decode(text);
          if (incoming.refusal() != null) {
            assertThat(incoming.message()).isNull();
            assertThat(incoming.refusal().getMessage()).hasSizeLessThan(300);
          } else if (incoming.message() instanceof Inbound.TelemetryUpdate update) {
            assertIsJson(update.telemetry().text());
          } else if (incoming.message() instanceof Inbound.SetupData setup) {
            assertIsJson(setup.setup().text());
            assertIsJson("[" + setup.timestamp().text() + "]");
          } else {
            assertThat(incoming.message()).isNotNull();
          }
          if (incoming.id() != null) {
            assertIsJson("[" + incoming.id().text() + "]");
          }
        });
  }

  private static void assertIsJson(String text) {
    try (var parser = JsonProvider.provider().createParser(new StringReader(text))) {
      while (parser.hasNext()) {
        parser.next();
      }
    }
  }
}
