package pitwall.engineio;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/** The one content coding that every client of long-polling knows (RFC 9110, 8.4.1.3). */
final class Gzip {
  static final String NAME = "gzip";

  private static final Pattern REFUSED = Pattern.compile("q\\s*=\\s*0(\\.0*)?");

  private Gzip() {}

  /**
   * Whether a client takes it (RFC 9110, 12.5.3).
   *
   * @param acceptEncoding null when there is no such header
   */
  static boolean isAccepted(String acceptEncoding) {
    if (acceptEncoding == null) {
      return false;
    }
    boolean any = false;
    for (String coding : acceptEncoding.toLowerCase(Locale.ROOT).split(",")) {
      String[] parts = coding.split(";", 2);
      boolean taken = parts.length == 1 || !REFUSED.matcher(parts[1].strip()).matches();
      switch (parts[0].strip()) {
        case NAME, "x-gzip" -> {
          return taken;
        }
        case "*" -> any = taken;
        default -> {}
      }
    }
    return any;
  }

  /** The body compressed, or as it is when that is no smaller. */
  static byte[] compress(byte[] body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(Math.max(512, body.length / 4));
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(body);
    } catch (IOException e) {
      throw new UncheckedIOException("impossible in memory", e);
    }
    return out.size() < body.length ? out.toByteArray() : body;
  }
}
