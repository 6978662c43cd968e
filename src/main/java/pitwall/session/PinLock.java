package pitwall.session;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import pitwall.message.Pin;

/**
 * Knows a session's PIN when it sees it, and does not know it otherwise: a salted hash is kept. A
 * fast one, since what protects a PIN of few characters is how seldom it may be guessed.
 *
 * <p>Immutable, thread-safe.
 */
final class PinLock {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int SALT_BYTES = 16;

  private final byte[] salt = new byte[SALT_BYTES];
  private final byte[] hash;

  PinLock(Pin pin) {
    RANDOM.nextBytes(salt);
    hash = hash(pin);
  }

  /** Compares in a time that tells nothing about where the two differ. */
  boolean opensWith(Pin presented) {
    return MessageDigest.isEqual(hash, hash(presented));
  }

  private byte[] hash(Pin pin) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(salt);
      return sha.digest(pin.value().getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
