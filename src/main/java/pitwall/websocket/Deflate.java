package pitwall.websocket;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/**
 * {@code permessage-deflate} (RFC 7692), each message by itself: {@code server_no_context_takeover}
 * lets all connections share one compressed frame, {@code client_no_context_takeover} keeps an idle
 * connection free of 44 KB of window.
 *
 * <p>Thread-safe. Compressors hold native memory, 300 KB each, so a few are kept and lent out.
 */
public final class Deflate {
  /** What {@code Sec-WebSocket-Extensions} answers when an offer is taken. */
  public static final String ACCEPTED =
      "permessage-deflate; server_no_context_takeover; client_no_context_takeover";

  private static final String NAME = "permessage-deflate";
  // Speed: a level above 1 makes telemetry smaller by 3 to 5 % and takes twice as long.
  private static final int LEVEL = Deflater.BEST_SPEED;
  private static final int KEPT = 4;
  private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};
  private static final BlockingQueue<Deflater> DEFLATERS = new ArrayBlockingQueue<>(KEPT);
  private static final BlockingQueue<Inflater> INFLATERS = new ArrayBlockingQueue<>(KEPT);

  /** A message is larger, once inflated, than any may be. */
  static final class TooLargeException extends Exception {
    private static final long serialVersionUID = 1;
  }

  private Deflate() {}

  /**
   * Whether one of a client's offers can be taken (RFC 7692, 7.1). A smaller window than 32 KB on
   * this side is not to be had from {@link Deflater}; every other parameter is fine.
   *
   * @param headers the values of {@code Sec-WebSocket-Extensions}
   */
  public static boolean acceptable(List<String> headers) {
    return headers.stream()
        .flatMap(header -> Arrays.stream(header.split(",")))
        .anyMatch(Deflate::acceptable);
  }

  private static boolean acceptable(String offer) {
    String[] parts = offer.toLowerCase(Locale.ROOT).split(";");
    if (!parts[0].strip().equals(NAME)) {
      return false;
    }
    return Arrays.stream(parts).skip(1).allMatch(Deflate::isFine);
  }

  private static boolean isFine(String parameter) {
    return switch (parameter.replaceAll("[\\s\"]", "")) {
      case "server_no_context_takeover",
          "client_no_context_takeover",
          "client_max_window_bits",
          "server_max_window_bits=15" ->
          true;
      default -> parameter.strip().matches("client_max_window_bits\\s*=\\s*\"?(8|9|1[0-5])\"?");
    };
  }

  /** A text frame whose payload is compressed; null when it would be no smaller for that. */
  static ByteBuffer frame(byte[] text) {
    Deflater deflater = DEFLATERS.poll();
    if (deflater == null) {
      deflater = new Deflater(LEVEL, true);
    }
    byte[] out = new byte[text.length + TAIL.length];
    deflater.setInput(text);
    int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
    deflater.reset();
    if (!DEFLATERS.offer(deflater)) {
      deflater.end();
    }
    if (length == out.length) {
      return null; // perhaps not even all of it
    }
    return Frames.frame(Frames.FIN | Frames.RSV1 | Frames.TEXT, out, 0, length - TAIL.length);
  }

  /**
   * What a compressed message says.
   *
   * @param max bytes that it may have, inflated: a frame of 1 KB may stand for a megabyte
   */
  static byte[] inflate(byte[] data, int length, int max)
      throws DataFormatException, TooLargeException {
    Inflater inflater = INFLATERS.poll();
    if (inflater == null) {
      inflater = new Inflater(true);
    }
    try {
      byte[] out = new byte[Math.min(max, Math.max(256, 4 * length)) + 1];
      int size = 0;
      inflater.setInput(data, 0, length);
      boolean atTail = false;
      while (true) {
        if (size == out.length) {
          if (size > max) {
            throw new TooLargeException();
          }
          out = Arrays.copyOf(out, Math.min(max + 1, 2 * out.length));
        }
        int more = inflater.inflate(out, size, out.length - size);
        size += more;
        if (more > 0) {
          continue;
        }
        if (inflater.finished() || inflater.needsDictionary() || atTail) {
          break;
        }
        atTail = true; // RFC 7692, 7.2.2: the sender has left these out
        inflater.setInput(TAIL);
      }
      if (size > max) {
        throw new TooLargeException();
      }
      return size == out.length ? out : Arrays.copyOf(out, size);
    } finally {
      inflater.reset();
      if (!INFLATERS.offer(inflater)) {
        inflater.end();
      }
    }
  }
}
