package pitwall.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pitwall.config.Settings;
import pitwall.config.TestSettings;
import pitwall.message.Code;
import pitwall.message.Rejection;
import pitwall.message.SessionId;
import pitwall.message.ViewerToken;

class ViewerTokensTest {
  private static final String SECRET = "a secret of at least 32 bytes, as it says";
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final Instant LATER = NOW.plusSeconds(3600);

  private static KeyPair keys;
  private static Settings settings;
  private final SessionId session = SessionId.random();
  private final ViewerTokens tokens = new ViewerTokens(settings, () -> NOW);

  @BeforeAll
  static void anOperatorHasKeys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    keys = generator.generateKeyPair();
    settings =
        TestSettings.with("viewer-token-secret", SECRET, "viewer-token-public-key", publicPem());
  }

  private static String publicPem() {
    String der = Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
    return "-----BEGIN PUBLIC KEY-----\n" + der + "\n-----END PUBLIC KEY-----";
  }

  private static JWTClaimsSet.Builder viewer() {
    return new JWTClaimsSet.Builder().claim("role", "viewer").expirationTime(Date.from(LATER));
  }

  private static ViewerToken signed(
      JWSAlgorithm by, JWSSigner signer, JWTClaimsSet.Builder claims) {
    try {
      SignedJWT jwt = new SignedJWT(new JWSHeader(by), claims.build());
      jwt.sign(signer);
      return new ViewerToken(jwt.serialize());
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  private static ViewerToken hs256(JWTClaimsSet.Builder claims) {
    return hs256(SECRET, claims);
  }

  private static ViewerToken hs256(String secret, JWTClaimsSet.Builder claims) {
    try {
      return signed(JWSAlgorithm.HS256, new MACSigner(secret), claims);
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  private static ViewerToken rs256(JWTClaimsSet.Builder claims) {
    return signed(JWSAlgorithm.RS256, new RSASSASigner(keys.getPrivate()), claims);
  }

  private String refusal(ViewerToken token) {
    return refusal(tokens, token);
  }

  private String refusal(ViewerTokens checker, ViewerToken token) {
    Rejection refusal = catchThrowableOfType(Rejection.class, () -> checker.check(token, session));
    assertThat(refusal.code()).isEqualTo(Code.UNAUTHORIZED);
    assertThat(refusal.getMessage()).doesNotContain(token.value());
    return refusal.getMessage();
  }

  @Test
  void aTokenOpensUntilItExpires() throws Rejection {
    assertThat(tokens.check(hs256(viewer()), session)).isEqualTo(LATER);
    assertThat(tokens.check(rs256(viewer()), session)).isEqualTo(LATER);
    assertThat(tokens.isOver(LATER)).isFalse();
    assertThat(tokens.isOver(NOW.minusMillis(1))).isTrue();
  }

  @Test
  void aTokenMayBeForOneSessionAlone() throws Rejection {
    assertThat(tokens.check(hs256(viewer().claim("session_id", session.value())), session))
        .isEqualTo(LATER);
    assertThat(refusal(hs256(viewer().claim("session_id", SessionId.random().value()))))
        .endsWith("it is for another session");
  }

  @Test
  void whatHasExpiredOrIsNotYetValidOpensNothing() {
    assertThat(refusal(hs256(viewer().expirationTime(Date.from(NOW.minusSeconds(1))))))
        .contains("expired");
    assertThat(refusal(hs256(new JWTClaimsSet.Builder().claim("role", "viewer"))))
        .contains("exp is missing");
    assertThat(refusal(hs256(viewer().notBeforeTime(Date.from(NOW.plusSeconds(120))))))
        .contains("not valid yet");
  }

  @Test
  void aRoleThatMayNotWatchOpensNothing() {
    assertThat(refusal(hs256(viewer().claim("role", "steward")))).contains("role");
    assertThat(refusal(hs256(viewer().claim("role", null)))).contains("role");
    assertThat(refusal(hs256(viewer().claim("role", 7)))).contains("role is no text");
  }

  @Test
  void anotherKeyOpensNothing() {
    assertThat(refusal(hs256("another secret of at least 32 bytes!!", viewer())))
        .contains("signature");
    String good = rs256(viewer()).value();
    String bent = good.substring(0, good.length() - 4) + "AAAA";
    assertThat(refusal(new ViewerToken(bent))).contains("signature");
  }

  @Test
  void aPublicKeyIsNoSecret() throws Exception {
    byte[] known = publicPem().getBytes(StandardCharsets.US_ASCII);
    assertThat(refusal(signed(JWSAlgorithm.HS256, new MACSigner(known), viewer())))
        .contains("signature");
  }

  @Test
  void anAlgorithmWithoutAKeyOpensNothing() throws Exception {
    ViewerTokens none = new ViewerTokens(TestSettings.with(), () -> NOW);
    assertThat(refusal(none, hs256(viewer()))).contains("no key");
    assertThat(refusal(none, rs256(viewer()))).contains("no key");
    String longer = SECRET + SECRET;
    assertThat(refusal(signed(JWSAlgorithm.HS512, new MACSigner(longer), viewer())))
        .contains("no key");
    assertThat(refusal(new ViewerToken(new PlainJWT(viewer().build()).serialize())))
        .contains("no JWT");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "a.b.c",
        "..",
        "e30.e30.e30",
        "{}",
        "eyJhbGciOiJub25lIn0.e30.",
        "\u0000.é.🏁"
      })
  void whatIsNoTokenOpensNothing(String text) {
    assertThat(refusal(new ViewerToken(text))).contains("no JWT");
  }
}
