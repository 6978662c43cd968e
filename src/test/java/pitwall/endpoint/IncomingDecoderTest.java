package pitwall.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pitwall.message.Code;
import pitwall.message.Inbound.JoinSession;
import pitwall.message.JsonText;
import pitwall.message.SessionId;

class IncomingDecoderTest {
  private static final String ALPHABET =
      "{}[]\",:\\ \n0123456789.+-eEtrufalsnNIiy_abcdéß周\u0000\u2028\ud83c\udfc1\ud800";
  private static final String[] SEEDS = {
    "{\"event\":\"join_session\",\"data\":{\"session_id\":\"x\"},\"id\":1}",
    "{\"event\":\"telemetry_update\",\"data\":{\"session_id\":\"x\",\"telemetry\":{\"a\":[NaN,1.0]}}}",
    "{\"event\":\"setup_data\",\"data\":{\"session_id\":\"x\",\"publish_token\":\"t\",\"setup\":{}}}",
    "{\"event\":\"request_session_id\",\"data\":null}"
  };

  private final IncomingDecoder decoder = new IncomingDecoder();

  @Test
  void aMessageComesWithItsEventAndItsId() {
    String frame = "{\"event\":\"join_session\",\"data\":{\"session_id\":\"x\"},\"id\":[1.0]}";

    assertThat(decoder.decode(frame))
        .isEqualTo(
            new Incoming(
                frame,
                new JoinSession(new SessionId("x")),
                null,
                "join_session",
                new JsonText("[1.0]", 0)));
  }

  @Test
  void aRefusalComesWithTheEventAndTheIdAsFarAsTheyCanBeTold() {
    Incoming refused = decoder.decode("{\"event\":\"join_session\",\"data\":7,\"id\":8}");

    assertThat(refused.message()).isNull();
    assertThat(refused.refusal().code()).isEqualTo(Code.INVALID_PAYLOAD);
    assertThat(refused.event()).isEqualTo("join_session");
    assertThat(refused.id()).isEqualTo(new JsonText("8", 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"{'event':5,'data':{},'id':8}", "{'data':{},'id':8}", "{'id':8}"})
  void whoSendsAnIdIsAnsweredAlsoWhenTheEventCannotBeTold(String frame) {
    Incoming refused = decoder.decode(frame.replace('\'', '"'));

    assertThat(refused.refusal().code()).isEqualTo(Code.INVALID_PAYLOAD);
    assertThat(refused.event()).isNull();
    assertThat(refused.id()).isEqualTo(new JsonText("8", 0));
  }

  @Test
  void whatIsNoJsonIsARefusalWithoutAnEvent() {
    Incoming refused = decoder.decode("hello");

    assertThat(refused.text()).isEqualTo("hello");
    assertThat(refused.message()).isNull();
    assertThat(refused.refusal().code()).isEqualTo(Code.INVALID_PAYLOAD);
    assertThat(refused.event()).isNull();
    assertThat(refused.id()).isNull();
  }

  @Test
  void everyTextIsDecodedHere() {
    assertThat(decoder.willDecode("")).isTrue();
    assertThat(decoder.willDecode("hello")).isTrue();
  }

  @Test
  void randomGarbageIsRefusedAndNeverThrows() {
    Random random = new Random(2026);
    for (int i = 0; i < 5_000; i++) {
      StringBuilder garbage = new StringBuilder();
      for (int length = random.nextInt(60); length > 0; length--) {
        garbage.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
      }
      Incoming incoming = assertDecodes(garbage.toString());
      assertThat(incoming.refusal()).as(incoming.text()).isNotNull();
    }
  }

  @Test
  void framesWithMistakesInThemAreAMessageOrARefusalAndNeverThrow() {
    Random random = new Random(1950);
    int messages = 0;
    for (int i = 0; i < 5_000; i++) {
      StringBuilder frame = new StringBuilder(SEEDS[i % SEEDS.length]);
      for (int mistakes = 1 + random.nextInt(3); mistakes > 0; mistakes--) {
        int at = random.nextInt(frame.length());
        char c = ALPHABET.charAt(random.nextInt(ALPHABET.length()));
        switch (random.nextInt(4)) {
          case 0 -> frame.setCharAt(at, c);
          case 1 -> frame.insert(at, c);
          case 2 -> frame.insert(at, frame.substring(random.nextInt(at + 1), at));
          default -> frame.delete(at, Math.min(frame.length(), at + 1 + random.nextInt(5)));
        }
      }
      Incoming incoming = assertDecodes(frame.toString());
      messages += incoming.message() == null ? 0 : 1;
    }
    assertThat(messages).as("mistakes that did not matter").isBetween(100, 4_900);
  }

  @ParameterizedTest
  @CsvSource({"'', 0", "a, 1", "aaaa, 4", "é, 2", "周, 3", "🏁, 4", "aé周🏁, 10"})
  void aFrameIsMeasuredInBytes(String text, int bytes) {
    Incoming incoming = new Incoming(text, null, null, null, null);

    assertThat(text.getBytes(UTF_8)).hasSize(bytes);
    assertThat(incoming.largerThan(bytes)).isFalse();
    assertThat(incoming.largerThan(bytes + 1)).isFalse();
    assertThat(incoming.largerThan(bytes - 1)).isTrue();
  }

  @Test
  void aFrameIsMeasuredExactlyWhateverItIsMadeOf() {
    Random random = new Random(3);
    String[] letters = {"a", "é", "周", "🏁"};
    for (int i = 0; i < 1_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(40); length > 0; length--) {
        text.append(letters[random.nextInt(1 + i % letters.length)]);
      }
      int bytes = text.toString().getBytes(UTF_8).length;
      Incoming incoming = new Incoming(text.toString(), null, null, null, null);
      for (int most = 0; most < 170; most++) {
        assertThat(incoming.largerThan(most)).as("%s, %s", text, most).isEqualTo(bytes > most);
      }
    }
  }

  /** A message or a refusal, never both, never neither. */
  private Incoming assertDecodes(String frame) {
    assertThatCode(() -> decoder.decode(frame)).as(frame).doesNotThrowAnyException();
    Incoming incoming = decoder.decode(frame);
    assertThat(incoming.text()).isEqualTo(frame);
    assertThat(incoming.message() == null).as(frame).isEqualTo(incoming.refusal() != null);
    return incoming;
  }
}
