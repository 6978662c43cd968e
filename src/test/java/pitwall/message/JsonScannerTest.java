package pitwall.message;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonException;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The scanner against the parser that Jakarta JSON brings: they agree on what JSON is. */
class JsonScannerTest {
  private static final JsonProvider JSON = JsonProvider.provider();
  private static final String ALPHABET = "{}[]\",:\\ truefalsn0123456789.+-eEu/b\n\tx\u0000é";

  @Test
  void whatItCutsOutIsWhatAParserTakes() {
    Random random = new Random(42);
    for (int i = 0; i < 2_000; i++) {
      String text = many(random, 0, "[", "", "]");
      assertThat(scans(text)).as(text).isTrue();
      assertThat(parses(text)).as(text).isTrue();
    }
  }

  @Test
  void afterAnyChangeOfACharacterTheyStillAgree() {
    Random random = new Random(4711);
    int valid = 0;
    for (int i = 0; i < 20_000; i++) {
      String text = "[" + changed(value(random, 0), random) + "]";
      boolean expected = parses(text);
      assertThat(scans(text)).as(text).isEqualTo(expected);
      valid += expected ? 1 : 0;
    }
    assertThat(valid).as("changes that leave it JSON").isBetween(1_000, 19_000);
  }

  private static boolean scans(String text) {
    JsonScanner scanner = new JsonScanner(text);
    try {
      JsonText value = scanner.value();
      scanner.end();
      assertThat(value.text()).isEqualTo(text.strip());
      return true;
    } catch (Rejection refusal) {
      return false;
    }
  }

  private static boolean parses(String text) {
    try (var parser = JSON.createParser(new StringReader(text))) {
      while (parser.hasNext()) {
        parser.next();
      }
      return true;
    } catch (JsonException e) {
      return false;
    }
  }

  private static String changed(String text, Random random) {
    StringBuilder changed = new StringBuilder(text);
    int at = random.nextInt(changed.length());
    char c = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
    switch (random.nextInt(3)) {
      case 0 -> changed.setCharAt(at, c);
      case 1 -> changed.insert(at, c);
      default -> changed.deleteCharAt(at);
    }
    return changed.toString();
  }

  private static String value(Random random, int depth) {
    return switch (random.nextInt(depth < 3 ? 7 : 5)) {
      case 0 -> String.valueOf(random.nextInt(2_000) - 1_000);
      case 1 -> random.nextInt(100) + "." + random.nextInt(100) + "e" + (random.nextInt(9) - 4);
      case 2 -> string(random);
      case 3 -> random.nextBoolean() ? "true" : "false";
      case 4 -> "null";
      case 5 -> many(random, depth, "[", "", "]");
      default -> many(random, depth, "{", "name", "}");
    };
  }

  private static String many(Random random, int depth, String open, String name, String close) {
    StringBuilder text = new StringBuilder(open);
    int size = random.nextInt(4);
    for (int i = 0; i < size; i++) {
      text.append(i > 0 ? ", " : "");
      text.append(name.isEmpty() ? "" : "\"" + name + i + "\" : ");
      text.append(value(random, depth + 1));
    }
    return text.append(close).toString();
  }

  private static String string(Random random) {
    String[] parts = {"a", "é", "\\n", "\\\"", "\\\\", "\\u00e9", "\\u0000", "🏁", "/", "\\/", " "};
    StringBuilder text = new StringBuilder("\"");
    for (int i = random.nextInt(5); i > 0; i--) {
      text.append(parts[random.nextInt(parts.length)]);
    }
    return text.append('"').toString();
  }
}
