package pitwall.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.1, true",
    "127.0.0.1, 127.0.0.2, false",
    "10.0.0.0/8, 10.255.255.255, true",
    "10.0.0.0/8, 11.0.0.0, false",
    "192.0.2.64/26, 192.0.2.127, true",
    "192.0.2.64/26, 192.0.2.128, false",
    "0.0.0.0/0, 203.0.113.9, true",
    "0.0.0.0/0, ::1, false",
    "::1, 0:0:0:0:0:0:0:1, true",
    "2001:db8::/32, 2001:db8:ffff::1, true",
    "2001:db8::/33, 2001:db8:8000::1, false",
    "10.0.0.0/8, ::ffff:10.1.2.3, true",
    "fe80::/10, fe80::1%eth0, true"
  })
  void aNetworkHoldsItsAddressesAndNoOthers(String network, String address, boolean inside) {
    assertThat(Network.parse(network).contains(Network.bytes(address))).isEqualTo(inside);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "localhost",
        "relay.example",
        "1.2.3",
        "1.2.3.4.5",
        "256.1.1.1",
        "01.2.3.4",
        "1",
        ":",
        "1::2::3",
        "12345::",
        "[::1]",
        "1.2.3.4:80",
        "unknown",
        "_hidden",
        "::1.2.3",
        "1.2.3.4."
      })
  void whatIsNoAddressIsNeverLookedUp(String text) {
    assertThat(Network.bytes(text)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"relay.example", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/", "::/129", "/8"})
  void whatIsNoNetworkIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Network.parse(text));
  }

  @Test
  void twoOfTheSameAreEqual() {
    assertThat(Network.parse("10.0.0.0/8"))
        .isEqualTo(Network.parse("10.0.0.0/8"))
        .hasSameHashCodeAs(Network.parse("10.0.0.0/8"))
        .isNotEqualTo(Network.parse("10.0.0.0/9"));
  }
}
