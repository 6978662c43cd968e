package pitwall.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pitwall.config.TestSettings;

class OriginsTest {
  private final Origins listed =
      new Origins(
          TestSettings.with(
              "origins", "https://team.example, http://192.0.2.1:8080",
              "public-url", "https://pit.example/relay"));

  @Test
  void unlessTheyAreListedAnyMay() {
    Origins any = new Origins(TestSettings.with());

    assertThat(any.allows("https://anyone.example", "http://relay.example")).isTrue();
    assertThat(any.allows("null", "http://relay.example")).isTrue();
    assertThat(any.allowed("https://anyone.example")).isEqualTo("*");
    assertThat(any.allowed(null)).isEqualTo("*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://team.example", "HTTPS://Team.example", "http://192.0.2.1:8080"})
  void whoIsListedMay(String origin) {
    assertThat(listed.allows(origin, "http://relay.example")).isTrue();
    assertThat(listed.allowed(origin)).isEqualTo(origin);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://team.example",
        "https://team.example:8443",
        "https://team.example.evil.example",
        "https://sub.team.example",
        "http://192.0.2.1",
        "null",
        "",
        "://",
        "nonsense"
      })
  void nobodyElseMay(String origin) {
    assertThat(listed.allows(origin, "http://relay.example")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "http://relay.example:8080, http://relay.example:8080",
    "http://Relay.example, http://relay.example/context",
    "https://relay.example, http://relay.example",
    "https://relay.example, https://relay.example:443",
    "https://pit.example, http://127.0.0.1:8080",
    "http://[2001:db8::1]:8080, http://[2001:db8::1]:8080"
  })
  void theRelaysOwnPagesMayAlways(String origin, String baseUrl) {
    assertThat(listed.allows(origin, baseUrl)).isTrue();
  }

  @Test
  void whoIsNoBrowserNamesNoOrigin() {
    assertThat(listed.allows(null, "http://relay.example")).isTrue();
    assertThat(listed.allowed(null)).isNull();
  }
}
