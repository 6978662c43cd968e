package pitwall.message;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Proves that a monitor may publish to a session; given once, to the monitor that asked for it.
 *
 * @param value 43 characters of base64url when minted here, anything when a client presents it
 */
public record PublishToken(String value) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int BYTES = 32;

  /** A new token with 256 random bits. */
  public static PublishToken random() {
    byte[] bytes = new byte[BYTES];
    RANDOM.nextBytes(bytes);
    return new PublishToken(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /** Compares in a time that tells nothing about where the two differ. */
  public boolean matches(PublishToken presented) {
    return MessageDigest.isEqual(
        value.getBytes(StandardCharsets.UTF_8), presented.value.getBytes(StandardCharsets.UTF_8));
  }

  /** Never the token: it must not reach a log. */
  @Override
  public String toString() {
    return "PublishToken[…]";
  }
}
