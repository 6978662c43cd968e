package pitwall.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import pitwall.config.Settings;
import pitwall.message.Code;
import pitwall.message.Rejection;
import pitwall.message.SessionId;
import pitwall.message.ViewerToken;

/**
 * Checks the tokens of an operator who issues links of their own:
 *
 * <pre>
 * {"role": "viewer", "exp": 1767225600, "session_id": "2f1c…"}
 * </pre>
 *
 * <p>Signed with HS256 or RS256, whichever the operator has given a key for; {@code exp} must be
 * there. Without {@code session_id} it opens every session whose id the viewer knows.
 *
 * <p>Thread-safe.
 */
@ApplicationScoped
public class ViewerTokens {
  private static final String VIEWER = "viewer";
  private static final Duration SKEW = Duration.ofSeconds(60); // of the clock that issues them

  private Settings.Access access;
  private InstantSource clock;

  /** For the container's proxy. */
  protected ViewerTokens() {}

  @Inject
  public ViewerTokens(Settings settings) {
    this(settings, InstantSource.system());
  }

  public ViewerTokens(Settings settings, InstantSource clock) {
    this.access = settings.access();
    this.clock = clock;
  }

  /**
   * Checks that a token lets its bearer watch a session.
   *
   * @return until when
   * @throws Rejection {@code unauthorized}, with what is wrong with it
   */
  public Instant check(ViewerToken token, SessionId session) throws Rejection {
    return check(claims(token), session);
  }

  /** Whether the operator has signed it, whatever it says and whether or not it has expired. */
  public boolean isGenuine(ViewerToken token) {
    try {
      claims(token);
      return true;
    } catch (Rejection refusal) {
      return false;
    }
  }

  private JWTClaimsSet claims(ViewerToken token) throws Rejection {
    try {
      SignedJWT jwt = SignedJWT.parse(token.value());
      if (!jwt.verify(verifier(jwt.getHeader().getAlgorithm()))) {
        throw refused("its signature is not this relay's operator's");
      }
      return jwt.getJWTClaimsSet();
    } catch (ParseException | JOSEException | IllegalArgumentException e) {
      throw refused("it is no JWT that HS256 or RS256 has signed");
    }
  }

  /** Whether a token's time is up. */
  public boolean isOver(Instant until) {
    return clock.instant().isAfter(until);
  }

  /** By the algorithm that the key is for; a token that names another one has no key here. */
  private JWSVerifier verifier(JWSAlgorithm algorithm) throws JOSEException, Rejection {
    if (algorithm.equals(JWSAlgorithm.HS256) && access.viewerTokenSecret().isSet()) {
      return new MACVerifier(access.viewerTokenSecret().value().getBytes(StandardCharsets.UTF_8));
    }
    if (algorithm.equals(JWSAlgorithm.RS256) && access.viewerTokenKey() != null) {
      return new RSASSAVerifier(access.viewerTokenKey());
    }
    throw refused("this relay has no key for what it is signed with");
  }

  private Instant check(JWTClaimsSet claims, SessionId session) throws Rejection {
    Date expires = claims.getExpirationTime();
    Date notBefore = claims.getNotBeforeTime();
    String only = text(claims, "session_id");
    if (expires == null) {
      throw refused("exp is missing: expected the time when it expires");
    }
    if (isOver(expires.toInstant())) {
      throw refused("it has expired: ask for a new link");
    }
    if (notBefore != null && notBefore.toInstant().isAfter(clock.instant().plus(SKEW))) {
      throw refused("it is not valid yet");
    }
    if (!VIEWER.equals(text(claims, "role"))) {
      throw refused("its role may not watch: expected viewer");
    }
    if (only != null && !only.equals(session.value())) {
      throw refused("it is for another session");
    }
    return expires.toInstant();
  }

  private static String text(JWTClaimsSet claims, String name) throws Rejection {
    try {
      return claims.getStringClaim(name);
    } catch (ParseException e) {
      throw refused(name + " is no text");
    }
  }

  private static Rejection refused(String why) {
    return new Rejection(Code.UNAUTHORIZED, "the token does not open this session: " + why);
  }
}
