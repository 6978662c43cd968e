package pitwall.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pitwall.config.Settings.Access;
import pitwall.config.Settings.Viewers;

class AccessReaderTest {
  private static final String SECRET = "a secret of at least 32 bytes, as it says";

  @Test
  void withoutAnyValueTheRelayIsOpenToAllLinksAndNobodyHonestIsLimited() {
    assertThat(TestSettings.with().access())
        .isEqualTo(
            new Access(
                List.of(),
                List.of(),
                Viewers.LINK,
                new Secret(""),
                null,
                new Rate(2000, Duration.ofSeconds(10)),
                new Rate(200, Duration.ofHours(1)),
                new Rate(3000, Duration.ofMinutes(1)),
                new Rate(100, Duration.ofMinutes(10)),
                new Rate(200, Duration.ofHours(1)),
                20_000,
                1000));
  }

  @Test
  void everySettingIsReadFromItsOwnName() {
    assertThat(
            TestSettings.with(
                    "origins", "https://a.example",
                    "trusted-proxies", "10.0.0.0/8, ::1",
                    "viewers", "token",
                    "viewer-token-secret", SECRET,
                    "message-rate", "1/1s",
                    "session-rate", "2/1s",
                    "failed-join-rate", "3/1s",
                    "guess-rate", "4/1s",
                    "session-guess-rate", "5/1s",
                    "max-connections", "6",
                    "max-connections-per-address", "7")
                .access())
        .isEqualTo(
            new Access(
                List.of("https://a.example"),
                List.of(Network.parse("10.0.0.0/8"), Network.parse("::1")),
                Viewers.TOKEN,
                new Secret(SECRET),
                null,
                new Rate(1, Duration.ofSeconds(1)),
                new Rate(2, Duration.ofSeconds(1)),
                new Rate(3, Duration.ofSeconds(1)),
                new Rate(4, Duration.ofSeconds(1)),
                new Rate(5, Duration.ofSeconds(1)),
                6,
                7));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "10", "10/", "/s", "10/0s", "0/1s", "-1/1s", "10/s", "1.5/1s", "10 per 1s"})
  void aRateIsAnAmountAndATime(String wrong) {
    if (!wrong.isEmpty()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> TestSettings.with("message-rate", wrong))
          .withMessageContaining("pitwall.message-rate is \"" + wrong + "\"")
          .withMessageContaining("an amount and a time such as 2000/10s");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://A.example:443, https://a.example",
    "http://a.example:80, http://a.example",
    "http://a.example:443, http://a.example:443",
    "https://[2001:db8::1]:8443, https://[2001:db8::1]:8443"
  })
  void anOriginIsReadAsBrowsersWriteIt(String text, String origin) {
    assertThat(TestSettings.with("origins", text).access().origins()).containsExactly(origin);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a.example", "https://a.example/", "ftp://a.example", "null", ",", "*, x"})
  void anOriginIsASchemeAndAHost(String wrong) {
    assertThatIllegalArgumentException().isThrownBy(() -> TestSettings.with("origins", wrong));
  }

  @Test
  void aProxyIsAnAddressAndNoName() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TestSettings.with("trusted-proxies", "10.0.0.1, proxy.example"))
        .withMessageContaining("a list of addresses and networks");
  }

  @Test
  void tokensAreNotAskedForWhereNoneCanBeChecked() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TestSettings.with("viewers", "token"))
        .withMessageContaining("which needs pitwall.viewer-token-secret");
  }

  @Test
  void aSecretIsLongEnoughAndNeverShown() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TestSettings.with("viewer-token-secret", "sesame"))
        .withMessageContaining("pitwall.viewer-token-secret cannot be used")
        .withMessageNotContaining("sesame");
    assertThat(TestSettings.with("viewer-token-secret", SECRET).toString()).doesNotContain(SECRET);
  }

  @Test
  void aPublicKeyIsPemOrTheNameOfAFile(@TempDir Path folder) throws Exception {
    KeyPair keys = keys(2048);
    String pem = pem(keys);
    Path file = Files.writeString(folder.resolve("viewers.pem"), pem);

    for (String text : List.of(pem, pem.replace("\n", "\\n"), file.toString())) {
      assertThat(TestSettings.with("viewer-token-public-key", text).access().viewerTokenKey())
          .isEqualTo(keys.getPublic());
    }
  }

  @Test
  void aPublicKeyThatIsWeakOrNoneIsRefused() throws Exception {
    for (String wrong :
        List.of(pem(keys(1024)), "/no/such/file.pem", "-----BEGIN PUBLIC KEY-----", "\0")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> TestSettings.with("viewer-token-public-key", wrong))
          .withMessageContaining("an RSA public key of 2048 bits");
    }
  }

  private static KeyPair keys(int bits) throws NoSuchAlgorithmException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(bits);
    return generator.generateKeyPair();
  }

  private static String pem(KeyPair keys) {
    return "-----BEGIN PUBLIC KEY-----\n"
        + Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded())
        + "\n-----END PUBLIC KEY-----\n";
  }
}
