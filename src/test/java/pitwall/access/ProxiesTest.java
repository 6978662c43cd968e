package pitwall.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pitwall.config.TestSettings;

class ProxiesTest {
  private static final String PROXY = "10.0.0.1";
  private static final String STRANGER = "203.0.113.9";

  private final Proxies proxies =
      new Proxies(TestSettings.with("trusted-proxies", "10.0.0.0/8, 2001:db8:1::/48"));

  private Caller caller(String remote, String... namesAndValues) {
    Map<String, List<String>> headers = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      headers
          .computeIfAbsent(namesAndValues[i], name -> new ArrayList<>())
          .add(namesAndValues[i + 1]);
    }
    Trail trail = Trail.of(name -> headers.getOrDefault(name, List.of()));
    return proxies.caller(remote, false, trail);
  }

  private String address(String remote, String... namesAndValues) {
    return caller(remote, namesAndValues).address();
  }

  @Test
  void nobodyElsesWordCounts() {
    Caller caller =
        caller(
            STRANGER,
            "X-Forwarded-For",
            "192.0.2.1",
            "Forwarded",
            "for=192.0.2.1;proto=https;host=evil.example",
            "X-Forwarded-Proto",
            "https",
            "X-Forwarded-Host",
            "evil.example",
            "Host",
            "relay.example");

    assertThat(caller).isEqualTo(new Caller(STRANGER, "http", "relay.example"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "192.0.2.1 | 192.0.2.1",
        "192.0.2.1:4711 | 192.0.2.1",
        "2001:db8::1 | 2001:db8:0:0:0:0:0:1",
        "[2001:db8::1]:4711 | 2001:db8:0:0:0:0:0:1",
        "::ffff:192.0.2.1 | 192.0.2.1",
        "192.0.2.66, 192.0.2.1 | 192.0.2.1",
        "192.0.2.66, 192.0.2.1, 10.1.1.1, 10.2.2.2 | 192.0.2.1",
        "192.0.2.1, 2001:db8:1::7 | 192.0.2.1",
        "10.3.3.3, 10.2.2.2 | 10.3.3.3",
        "192.0.2.66, unknown | 10.0.0.1",
        "192.0.2.66, nonsense, 10.2.2.2 | 10.2.2.2",
        "192.0.2.66, | 10.0.0.1",
        "[2001:db8::1 | 10.0.0.1",
        "1.2.3.4.5 | 10.0.0.1"
      })
  void theRightmostAddressThatIsNoProxysIsTheClients(String header, String client) {
    assertThat(address(PROXY, "X-Forwarded-For", header)).isEqualTo(client);
  }

  @Test
  void severalLinesAreOneList() {
    assertThat(address(PROXY, "X-Forwarded-For", "192.0.2.66", "X-Forwarded-For", "192.0.2.1"))
        .isEqualTo("192.0.2.1");
    assertThat(address(PROXY, "Forwarded", "for=192.0.2.66", "Forwarded", "for=192.0.2.1"))
        .isEqualTo("192.0.2.1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "for=192.0.2.1 | 192.0.2.1",
        "For=\"192.0.2.1:4711\";Proto=http;by=10.0.0.1 | 192.0.2.1",
        "for=\"[2001:db8::1]:4711\" | 2001:db8:0:0:0:0:0:1",
        "for=192.0.2.66, for=192.0.2.1 ; proto=https , for=10.1.1.1 | 192.0.2.1",
        "for=\"_a,b;c\\\"d\", for=192.0.2.1 | 192.0.2.1",
        "for=192.0.2.66, for=_hidden | 10.0.0.1",
        "for=192.0.2.66, proto=https | 10.0.0.1",
        "for=192.0.2.66, for=\"192.0.2.1 | 10.0.0.1",
        "for=192.0.2.66, for=\", for=\"[2001:db8::1]\" | 10.0.0.1",
        "for=192.0.2.66 for=192.0.2.1 | 10.0.0.1",
        "for=192.0.2.66;for=192.0.2.1 | 10.0.0.1",
        "192.0.2.66 | 10.0.0.1",
        "= | 10.0.0.1",
        "; , ;; | 10.0.0.1"
      })
  void theStandardsHeaderIsReadStrictly(String header, String client) {
    assertThat(address(PROXY, "Forwarded", header)).isEqualTo(client);
  }

  @Test
  void whoeverWritesTheOtherHeaderGainsNothingByIt() {
    assertThat(address(PROXY, "Forwarded", "for=192.0.2.66", "X-Forwarded-For", "192.0.2.1"))
        .isEqualTo(PROXY);
    assertThat(address(PROXY, "Forwarded", "for=\"", "X-Forwarded-For", "192.0.2.1"))
        .isEqualTo(PROXY);
    assertThat(address(PROXY, "Forwarded", "for=192.0.2.1", "X-Forwarded-For", "192.0.2.1"))
        .isEqualTo("192.0.2.1");
  }

  @ParameterizedTest
  @CsvSource({
    "X-Forwarded-Proto, https, https://relay.example",
    "X-Forwarded-Proto, 'HTTPS, http', https://relay.example",
    "X-Forwarded-Proto, gopher, http://relay.example",
    "X-Forwarded-Host, pit.example:8443, http://pit.example:8443",
    "X-Forwarded-Host, 'pit.example, inner', http://pit.example",
    "X-Forwarded-Host, evil/@x, http://relay.example",
    "Forwarded, for=192.0.2.1;proto=https;host=pit.example, https://pit.example",
    "Forwarded, for=192.0.2.1;host=\"pit.example:8443\", http://pit.example:8443",
    "Forwarded, for=192.0.2.1;host=\"[2001:db8::1]:81\", http://[2001:db8::1]:81"
  })
  void aProxyTellsHowItWasReached(String name, String value, String baseUrl) {
    assertThat(caller(PROXY, "Host", "relay.example", name, value).baseUrl()).isEqualTo(baseUrl);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "evil.example/path", "x\"y", "user@evil.example"})
  void aHostThatIsNoneDoesNotReachALink(String host) {
    assertThat(caller(STRANGER, "Host", host).baseUrl()).isEqualTo("http://localhost");
  }

  @Test
  void aServerThatDoesNotTellLeavesTheAddressEmpty() {
    assertThat(address("", "X-Forwarded-For", "192.0.2.1")).isEmpty();
  }

  @Test
  void noHeaderIsTooOddToRead() {
    Random random = new Random(7);
    String letters = "for=by,;\"\\ \t:[].0123456789abcdefx_-\u0000é";
    for (int i = 0; i < 20_000; i++) {
      StringBuilder odd = new StringBuilder();
      for (int length = random.nextInt(40); length > 0; length--) {
        odd.append(letters.charAt(random.nextInt(letters.length())));
      }
      String header = odd.toString();
      caller(PROXY, "Forwarded", header);
      caller(PROXY, "X-Forwarded-For", header, "X-Forwarded-Host", header, "Host", header);
    }
  }
}
