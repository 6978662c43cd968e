package pitwall.engineio;

import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What has come of a POST's body, within its bounds. Whoever takes it forgets what is too large;
 * what comes after that is counted only.
 *
 * <p>For one thread at a time; any may ask whether it is too large.
 */
final class PostBody {
  private static final int FIRST = 4096;

  private final int most;
  private byte[] bytes = new byte[0];
  private int length;
  private long left; // of what was announced; negative when that is not known
  private long drained; // of what is too large, beyond what made it so
  private volatile boolean tooLarge;

  /**
   * @param announced its length in bytes, -1 when that is not known
   * @param most bytes that it may have
   */
  PostBody(long announced, int most) {
    this.most = most;
    left = announced;
    tooLarge = announced > most;
  }

  /** How many bytes of memory it needs before it can take more. */
  int need() {
    if (length < bytes.length) {
      return 0;
    }
    return tooLarge ? FIRST : (int) Math.min(most + 1L, Math.max(FIRST, 2L * length)) - length;
  }

  /** Takes some of what is there; false when that is nothing. */
  boolean take(ServletInputStream in) throws IOException {
    int need = need();
    if (need > 0) {
      bytes = Arrays.copyOf(bytes, length + need);
    }
    int more = in.read(bytes, length, bytes.length - length);
    if (more <= 0) {
      return false;
    }
    left -= more;
    if (tooLarge) {
      drained += more;
    } else {
      length += more;
      tooLarge = length > most;
    }
    return true;
  }

  /**
   * Keeps nothing of what has come.
   *
   * @return how many bytes of memory that gives back
   */
  int forget() {
    int given = bytes.length;
    bytes = new byte[0];
    length = 0;
    return given;
  }

  /** Whether all that was announced is there. */
  boolean isWhole() {
    return left == 0;
  }

  /** Whether more was announced than is there. */
  boolean isShort() {
    return left > 0;
  }

  /** Whether more was announced or has come than it may have. */
  boolean isTooLarge() {
    return tooLarge;
  }

  /** Whether as much again has come. */
  boolean isFarTooLarge() {
    return drained > most;
  }

  /** All that has come, unless it is too large. */
  String text() {
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}
