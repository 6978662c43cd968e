package pitwall.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A server's frames, which are never masked and never fragmented here.
 *
 * <pre>
 *   FIN RSV1 0 0 opcode │ 0 length (7 bits) │ length (16 or 64 bits, if 126 or 127) │ payload
 * </pre>
 *
 * <p>RFC 6455, 5.2.
 */
public final class Frames {
  static final int CONTINUATION = 0x0;
  static final int TEXT = 0x1;
  static final int BINARY = 0x2;
  static final int CLOSE = 0x8;
  static final int PING = 0x9;
  static final int PONG = 0xA;

  static final int FIN = 0x80;
  static final int RSV1 = 0x40;
  static final int MASKED = 0x80;
  static final int LENGTH_16 = 126;
  static final int LENGTH_64 = 127;

  /** Control frames carry no more, and are never fragmented (5.5). */
  static final int MAX_CONTROL = 125;

  private static final int MAX_HEADER = 10;
  private static final int MAX_16 = 0xFFFF;

  private Frames() {}

  /** A binary message; the bytes are copied. */
  public static ByteBuffer binary(ByteBuffer data) {
    int length = data.remaining();
    return ByteBuffer.allocate(MAX_HEADER + length)
        .put(header(FIN | BINARY, length))
        .put(data.duplicate())
        .flip();
  }

  /** A ping whose answer will carry the number. */
  public static ByteBuffer ping(int number) {
    return ByteBuffer.allocate(6).put((byte) (FIN | PING)).put((byte) 4).putInt(number).flip();
  }

  /**
   * The answer to a ping.
   *
   * @param data what the ping carried, 125 bytes at most
   */
  public static ByteBuffer pong(byte[] data) {
    return frame(FIN | PONG, data, 0, data.length);
  }

  /**
   * The last frame of a connection.
   *
   * @param code 1000 to 4999, as the RFC (7.4) allows it on the wire
   * @param reason is cut to what fits, 123 bytes
   */
  public static ByteBuffer close(int code, String reason) {
    byte[] text = reason.getBytes(StandardCharsets.UTF_8);
    int length = Math.min(text.length, MAX_CONTROL - 2);
    while (length < text.length && length > 0 && (text[length] & 0xC0) == 0x80) {
      length--; // not within a character
    }
    return ByteBuffer.allocate(4 + length)
        .put((byte) (FIN | CLOSE))
        .put((byte) (2 + length))
        .putShort((short) code)
        .put(text, 0, length)
        .flip();
  }

  /** A frame around a part of an array, which is copied. */
  static ByteBuffer frame(int first, byte[] payload, int from, int length) {
    return ByteBuffer.allocate(MAX_HEADER + length)
        .put(header(first, length))
        .put(payload, from, length)
        .flip();
  }

  private static ByteBuffer header(int first, int length) {
    ByteBuffer header = ByteBuffer.allocate(MAX_HEADER).put((byte) first);
    if (length < LENGTH_16) {
      header.put((byte) length);
    } else if (length <= MAX_16) {
      header.put((byte) LENGTH_16).putShort((short) length);
    } else {
      header.put((byte) LENGTH_64).putLong(length);
    }
    return header.flip();
  }
}
