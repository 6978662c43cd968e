package pitwall.websocket;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
  private static final String NAME = "permessage-deflate";
  private static final String TAKEN =
      NAME + "; server_no_context_takeover; client_no_context_takeover";
  private static final String SERVER_BITS = "server_max_window_bits";
  private static final Pattern PARAMETER =
      Pattern.compile("\\s*(\\w+)\\s*(?:=\\s*(\"?)(\\w+)\\2\\s*)?");
  // Telemetry of 1.5 KB takes as long at level 6 as at level 1 and becomes smaller by 7 %; a setup
  // of 60 KB, which is rare, takes 0.3 ms in place of 0.06 and becomes smaller by 17 %
  // (DeflateLevelBenchmark).
  private static final int LEVEL = 6;
  private static final int KEPT = 4;
  private static final int FIRST_PIECE = 256;
  private static final int WINDOW = 32 * 1024;
  // A message may have several, but each costs a window's copy, and is as short as two bytes.
  private static final int MAX_FINALS = 64;
  // RFC 7692, 7.2.2: the sender has left these out.
  private static final byte[] TAIL = {0, 0, (byte) 0xFF, (byte) 0xFF};
  // The same, and an empty final block: only what ends where a block ends is finished by it.
  private static final byte[] END = {0, 0, (byte) 0xFF, (byte) 0xFF, 3, 0};
  private static final BlockingQueue<Deflater> DEFLATERS = new ArrayBlockingQueue<>(KEPT);
  private static final BlockingQueue<Inflater> INFLATERS = new ArrayBlockingQueue<>(KEPT);

  /** A message is larger, once inflated, than any may be. */
  static final class TooLargeException extends Exception {
    private static final long serialVersionUID = 1;
  }

  private Deflate() {}

  /**
   * What {@code Sec-WebSocket-Extensions} answers to a client's offers (RFC 7692, 7.1): the first
   * that can be taken counts, and one with an unknown, invalid or repeated parameter cannot. Nor
   * one that wants a smaller window than 32 KB on this side, which is not to be had from {@link
   * Deflater}.
   *
   * @param headers the values of {@code Sec-WebSocket-Extensions}
   */
  public static Optional<String> answer(List<String> headers) {
    return headers.stream()
        .flatMap(header -> split(header, ',').stream())
        .map(offer -> split(offer, ';'))
        .filter(offer -> offer.get(0).strip().equalsIgnoreCase(NAME))
        .map(offer -> answerTo(offer.subList(1, offer.size())))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static Optional<String> answerTo(List<String> offer) {
    Set<String> names = new HashSet<>();
    for (String parameter : offer) {
      Matcher parts = PARAMETER.matcher(parameter);
      if (!parts.matches()) {
        return Optional.empty();
      }
      String name = parts.group(1).toLowerCase(Locale.ROOT);
      if (!isFine(name, parts.group(3)) || !names.add(name)) {
        return Optional.empty();
      }
    }
    // 7.1.2.1: whoever takes an offer with this parameter says so
    return Optional.of(names.contains(SERVER_BITS) ? TAKEN + "; " + SERVER_BITS + "=15" : TAKEN);
  }

  private static boolean isFine(String name, String value) {
    return switch (name) {
      case "server_no_context_takeover", "client_no_context_takeover" -> value == null;
      case "client_max_window_bits" -> value == null || value.matches("8|9|1[0-5]");
      case SERVER_BITS -> "15".equals(value);
      default -> false;
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
   * @throws DataFormatException also when it ends in the middle of a block
   */
  static byte[] inflate(byte[] data, int length, int max)
      throws DataFormatException, TooLargeException {
    if (length == 0) { // some compressors have nothing to say about nothing
      return new byte[0];
    }
    Inflater inflater = INFLATERS.poll();
    if (inflater == null) {
      inflater = new Inflater(true);
    }
    try {
      return inflate(inflater, data, length, max);
    } finally {
      inflater.reset();
      if (!INFLATERS.offer(inflater)) {
        inflater.end();
      }
    }
  }

  private static byte[] inflate(Inflater inflater, byte[] data, int length, int max)
      throws DataFormatException, TooLargeException {
    byte[] out = new byte[(int) Math.min(max, Math.max(FIRST_PIECE, 4L * length)) + 1];
    int size = 0;
    int finals = 0;
    boolean atEnd = false;
    inflater.setInput(data, 0, length);
    while (true) {
      size += inflater.inflate(out, size, out.length - size);
      if (size > max) {
        throw new TooLargeException();
      }
      if (size == out.length) {
        out = Arrays.copyOf(out, (int) Math.min(max + 1L, 2L * out.length));
      } else if (inflater.finished()) {
        int left = inflater.getRemaining();
        if (left == 0) {
          return Arrays.copyOf(out, size);
        }
        if (atEnd || ++finals > MAX_FINALS) {
          throw new DataFormatException("blocks after the last one");
        }
        // RFC 7692, 7.2.3.4: a message may go on behind a final block, with the same window
        int window = Math.min(size, WINDOW);
        inflater.reset();
        inflater.setDictionary(out, size - window, window);
        inflater.setInput(data, length - left, left);
      } else if (atEnd || inflater.needsDictionary()) {
        throw new DataFormatException("cut off within a block");
      } else {
        atEnd = true;
        inflater.setInput(END);
      }
    }
  }

  /** Cuts a header's value where the separator stands, unless that is within quotes. */
  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    boolean quoted = false;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (c == '\\' && quoted) {
        i++;
      } else if (c == separator && !quoted) {
        parts.add(text.substring(from, i));
        from = i + 1;
      }
    }
    parts.add(text.substring(from));
    return parts;
  }
}
