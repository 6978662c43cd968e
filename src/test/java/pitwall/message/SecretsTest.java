package pitwall.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

  @Test
  void aTokenIs43CharactersOfBase64Url() {
    assertThat(PublishToken.random().value()).matches("[A-Za-z0-9_-]{43}");
  }

  @Test
  void noTwoTokensAndNoTwoIdsAreTheSame() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      assertThat(seen.add(PublishToken.random().value())).isTrue();
      assertThat(seen.add(SessionId.random().value())).isTrue();
    }
  }

  @Test
  void aTokenMatchesItsEqualOnly() {
    PublishToken token = PublishToken.random();
    String value = token.value();

    assertThat(token.matches(new PublishToken(value))).isTrue();
    assertThat(token.matches(PublishToken.random())).isFalse();
    assertThat(token.matches(new PublishToken(""))).isFalse();
    assertThat(token.matches(new PublishToken(value + "="))).isFalse();
    assertThat(token.matches(new PublishToken(value.substring(1)))).isFalse();
    assertThat(token.matches(new PublishToken(value.substring(0, 42)))).isFalse();
    assertThat(token.matches(new PublishToken("\ud800"))).isFalse();
  }

  @Test
  void aTokenIsNeverShown() {
    PublishToken token = PublishToken.random();

    assertThat(token.toString()).doesNotContain(token.value().substring(0, 4));
    assertThat(new Inbound.TelemetryUpdate(new SessionId(Wire.ID), token, JsonText.NULL).toString())
        .doesNotContain(token.value().substring(0, 4));
  }

  @Test
  void aPinAndAViewersTokenAreNeverShown() throws Rejection {
    Pin pin = Pin.of("sesame-1");
    ViewerToken token = ViewerToken.of("head.body.seal");
    Inbound.JoinSession join = new Inbound.JoinSession(new SessionId(Wire.ID), pin, token);

    assertThat(join.toString()).doesNotContain("sesame").doesNotContain("body");
    assertThat(new Inbound.RequestSessionId(pin).toString()).doesNotContain("sesame");
  }

  @Test
  void aSessionIdIsAVersion4UuidInLowerCase() {
    String value = SessionId.random().value();

    assertThat(value)
        .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    assertThat(UUID.fromString(value).toString()).isEqualTo(value);
  }

  @Test
  void anIdsFirstEightCharactersAreShownAndNoMore() {
    assertThat(new SessionId(Wire.ID).toString()).isEqualTo("0f8fad5b…");
    assertThat(new Inbound.JoinSession(new SessionId(Wire.ID)).toString())
        .contains("0f8fad5b…")
        .doesNotContain("0f8fad5b-");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", "abcdefgh"})
  void aShortIdIsNotShownAtAll(String value) {
    assertThat(new SessionId(value).toString()).isEqualTo("…");
  }

  @Test
  void anIdThatAClientMadeUpCannotForgeALogLine() {
    assertThat(new SessionId("a\nb\u001b[31mx").toString()).isEqualTo("a?b??31m…");
  }

  @Test
  void aPayloadIsNeverShown() {
    assertThat(new JsonText("{\"driver\":\"private\"}", 0).toString())
        .isEqualTo("JsonText[20 characters]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "join_session | \"join_session\"",
        "a.b:c/d-e_f9 | \"a.b:c/d-e_f9\"",
        "a b<c>\"d\\é🏁 | \"a?b?c??d????\"",
        "`` | \"\"",
      })
  void aQuotedWordKeepsLettersDigitsAndAFewMarks(String word, String quoted) {
    assertThat(Rejection.quote(word)).isEqualTo(quoted);
  }

  @Test
  void aQuotedWordLosesControlCharacters() {
    assertThat(Rejection.quote("a\r\nb\u0000")).isEqualTo("\"a??b?\"");
  }

  @Test
  void aQuotedWordHas24CharactersAtMost() {
    assertThat(Rejection.quote("a".repeat(24))).isEqualTo("\"" + "a".repeat(24) + "\"");
    assertThat(Rejection.quote("a".repeat(25))).isEqualTo("\"" + "a".repeat(24) + "…\"");
  }

  @Test
  void aRejectionCostsNoStackTrace() {
    assertThat(new Rejection(Code.NOT_OWNER, "no").getStackTrace()).isEmpty();
  }
}
