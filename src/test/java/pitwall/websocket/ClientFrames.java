package pitwall.websocket;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.Deflater;

/** What a client puts on the wire, by RFC 6455 and 7692 and without the code under test. */
public final class ClientFrames {
  public static final int FIN = 0x80;
  public static final int RSV1 = 0x40;
  public static final int CONTINUATION = 0;
  public static final int TEXT = 1;
  public static final int BINARY = 2;
  public static final int CLOSE = 8;
  public static final int PING = 9;
  public static final int PONG = 10;

  private static final int MASK = 0x9AF3_17C4;

  private ClientFrames() {}

  public static byte[] text(String text) {
    return frame(FIN | TEXT, utf8(text));
  }

  public static byte[] close(int code, String reason) {
    return frame(FIN | CLOSE, join(new byte[] {(byte) (code >> 8), (byte) code}, utf8(reason)));
  }

  /** A frame with the shortest form of its length and some mask. */
  public static byte[] frame(int first, byte[] payload) {
    return frame(first, payload, MASK, form(payload.length));
  }

  /** How many bytes the shortest form of a length takes, beside the first: 0, 2 or 8. */
  public static int form(int length) {
    return length < 126 ? 0 : length < 65536 ? 2 : 8;
  }

  /**
   * @param form how many more bytes the length takes
   */
  public static byte[] frame(int first, byte[] payload, int mask, int form) {
    ByteBuffer frame = ByteBuffer.allocate(2 + form + 4 + payload.length);
    frame.put(header(first, payload.length, mask, form));
    for (int i = 0; i < payload.length; i++) {
      frame.put((byte) (payload[i] ^ mask >> (3 - i % 4) * 8));
    }
    return frame.array();
  }

  /** A header alone: what it announces may never come. */
  public static byte[] header(int first, long length, int mask, int form) {
    ByteBuffer header = ByteBuffer.allocate(2 + form + 4).put((byte) first);
    switch (form) {
      case 0 -> header.put((byte) (0x80 | length));
      case 2 -> header.put((byte) (0x80 | 126)).putShort((short) length);
      default -> header.put((byte) (0x80 | 127)).putLong(length);
    }
    return header.putInt(mask).array();
  }

  /** A message as {@code permessage-deflate} has it, without the four bytes at its end. */
  public static byte[] deflated(byte[] data) {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    deflater.setInput(data);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] piece = new byte[1000];
    int length;
    do {
      length = deflater.deflate(piece, 0, piece.length, Deflater.SYNC_FLUSH);
      out.write(piece, 0, length);
    } while (length == piece.length);
    deflater.end();
    byte[] all = out.toByteArray();
    return java.util.Arrays.copyOf(all, all.length - 4);
  }

  public static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  public static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits.replace(" ", ""));
  }

  public static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
