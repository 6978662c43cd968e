package pitwall.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pitwall.config.Network;
import pitwall.config.TestSettings;
import pitwall.fuzz.Fuzz;
import pitwall.fuzz.Inputs;
import pitwall.message.Rejection;
import pitwall.message.SessionId;
import pitwall.message.ViewerToken;

/** Whatever is written into headers and tokens. */
class AccessFuzzTest {
  private static final String PROXY = "10.0.0.1";
  private static final String SECRET = "a secret of at least 32 bytes, as it says";

  @Test
  void forwardedHeadersGiveAnAddressOrNothing() {
    List<String> lines =
        List.of(
            "for=192.0.2.43, for=\"[2001:db8:cafe::17]:4711\";proto=https;host=relay.example",
            "For=\"_hidden\\\"\";by=10.0.0.1, for=unknown",
            "192.0.2.43, 10.0.0.1:4711, [2001:db8::1]:80, ::ffff:1.2.3.4",
            "https, http");
    Proxies proxies = new Proxies(TestSettings.with("trusted-proxies", "10.0.0.0/8"));
    Fuzz.texts(
        15_000,
        Inputs.near(
            lines, "\"", "\\", ";", ",", "=", "for=", "[", "]", ":", "%", "/", "127.1", "::"),
        line -> {
          List<Map<String, String>> hops = Forwarded.read(List.of(line, "for=10.0.0.2"));
          assertThat(hops == null || !hops.isEmpty()).isTrue();
          for (Trail trail :
              List.of(
                  new Trail(line, List.of(line), List.of(), line, line),
                  new Trail("relay.example", List.of(), List.of(line), line, line),
                  new Trail(null, List.of(line), List.of(line, line), null, null))) {
            Caller caller = proxies.caller(PROXY, true, trail);
            assertThat(Network.bytes(caller.address())).isNotNull();
            assertThat(caller.baseUrl()).matches("https?://[A-Za-z0-9.:_\\[\\]-]+");
            assertThat(proxies.caller("203.0.113.9", true, trail).address())
                .isEqualTo("203.0.113.9");
          }
        });
  }

  @Test
  void nothingButWhatTheOperatorHasSignedOpensASession() throws Exception {
    Instant now = Instant.parse("2026-01-31T12:00:00Z");
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .claim("role", "viewer")
            .expirationTime(Date.from(now.plusSeconds(600)))
            .build();
    SignedJWT signed = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
    signed.sign(new MACSigner(SECRET));
    String token = signed.serialize();
    String said = token.substring(0, token.lastIndexOf('.'));
    ViewerTokens tokens =
        new ViewerTokens(TestSettings.with("viewer-token-secret", SECRET), () -> now);
    assertThat(tokens.check(new ViewerToken(token), SessionId.random())).isAfter(now);
    int[] opened = {0};
    Fuzz.texts(
        10_000,
        Inputs.near(
            List.of(token, new PlainJWT(claims).serialize()),
            ".",
            "=",
            "e30",
            "eyJhbGciOiJub25lIn0"),
        text -> {
          try {
            tokens.check(new ViewerToken(text), SessionId.random());
          } catch (Rejection refusal) {
            return;
          }
          opened[0]++;
          assertThat(text.trim()).startsWith(said + '.');
        });
    assertThat(opened[0]).as("those that were not changed").isPositive();
  }
}
