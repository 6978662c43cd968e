package pitwall.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * One file of the page, ready to be sent: as it is and, where that is smaller, compressed.
 *
 * <p>Its tag is made of its content. A date would not do: builds are reproducible, so a file that
 * has changed may be as old as before, and as long.
 *
 * <p>Immutable.
 */
final class PageFile {
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=UTF-8",
          "css", "text/css; charset=UTF-8",
          "js", "text/javascript; charset=UTF-8",
          "mjs", "text/javascript; charset=UTF-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "webmanifest", "application/manifest+json",
          "yaml", "application/yaml");

  private final String type;
  private final byte[] body;
  private final byte[] gzip;
  private final String tag;

  /**
   * @param name with the ending that tells its type
   */
  PageFile(String name, byte[] body) {
    this.type =
        TYPES.getOrDefault(name.substring(name.lastIndexOf('.') + 1), "text/plain; charset=UTF-8");
    this.body = body;
    this.gzip = gzip(body);
    this.tag = "W/\"" + digest(body) + '"';
  }

  /** Answers with the file, or that what the browser has is still the same. */
  void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
    response.setHeader("Cache-Control", "no-cache"); // keep it, and ask: a new relay, a new page
    response.setHeader("ETag", tag);
    response.setHeader("Vary", "Accept-Encoding");
    String known = request.getHeader("If-None-Match");
    if (known != null && known.contains(tag)) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    response.setContentType(type);
    byte[] sent = body;
    if (gzip.length < body.length && takesGzip(request.getHeader("Accept-Encoding"))) {
      response.setHeader("Content-Encoding", "gzip");
      sent = gzip;
    }
    response.setContentLength(sent.length);
    Answers.write(response, sent);
  }

  /** Browsers name it without a weight; whoever weighs it gets the file as it is. */
  private static boolean takesGzip(String acceptEncoding) {
    return acceptEncoding != null && acceptEncoding.matches("(.*,)?\\s*gzip\\s*(,.*)?");
  }

  private static byte[] gzip(byte[] body) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(body);
    } catch (IOException e) {
      throw new IllegalStateException("impossible in memory", e);
    }
    return out.toByteArray();
  }

  private static String digest(byte[] body) {
    try {
      byte[] sha = MessageDigest.getInstance("SHA-256").digest(body);
      return HexFormat.of().formatHex(sha, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
