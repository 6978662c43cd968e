package pitwall.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "{}", "\u007f", "\u0080", "\u07ff", "\u0800", "\uffff", "é", "周", "🏁", "a🏁é周"
      })
  void itsBytesAreThoseOfUtf8(String text) {
    assertThat(new JsonText(text, 0).bytes()).isEqualTo(text.getBytes(UTF_8).length);
  }

  @Test
  void itsBytesAreThoseOfUtf8ForAnyText() {
    Random random = new Random(7);
    int[] bounds = {0x80, 0x800, 0xd800, 0x110000};
    for (int i = 0; i < 2_000; i++) {
      String text =
          random
              .ints(random.nextInt(50), 0, bounds[i % bounds.length])
              .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();
      assertThat(JsonText.utf8(text)).as(text).isEqualTo(text.getBytes(UTF_8).length);
    }
  }

  @Test
  void itKnowsAnObjectFromNull() {
    assertThat(new JsonText("{}", 0).isObject()).isTrue();
    assertThat(new JsonText("[]", 0).isObject()).isFalse();
    assertThat(JsonText.NULL.isObject()).isFalse();
    assertThat(JsonText.NULL.isNull()).isTrue();
    assertThat(new JsonText("\"null\"", 0).isNull()).isFalse();
  }
}
