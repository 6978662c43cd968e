package pitwall.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A text on its way to any number of connections: put into a frame once and compressed once,
 * however many share it.
 *
 * <p>Thread-safe. Two threads that ask for the same frame first at the same moment may both make
 * it; a broadcast does not, since one thread runs it.
 */
public final class TextMessage {
  private static final int MAX_UTF8 = 3; // bytes for a char

  private final String text;
  private volatile ByteBuffer frame;
  private volatile ByteBuffer compressed;

  public TextMessage(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }

  /** In characters. */
  public int length() {
    return text.length();
  }

  /** The whole frame, uncompressed. A view of its own on shared bytes, which nobody may change. */
  public ByteBuffer frame() {
    ByteBuffer made = frame;
    if (made == null) {
      made = frame(utf8());
      frame = made;
    }
    return made.duplicate();
  }

  /**
   * The whole frame for a connection that has agreed on compression: compressed, unless that makes
   * it no smaller. A view of its own on shared bytes, which nobody may change.
   *
   * @param threshold texts below this number of bytes are not compressed; the same on every call
   */
  public ByteBuffer compressedFrame(int threshold) {
    if (text.length() < threshold / MAX_UTF8) {
      return frame();
    }
    ByteBuffer made = compressed;
    if (made == null) {
      byte[] bytes = utf8();
      made = bytes.length < threshold ? null : Deflate.frame(bytes);
      if (made == null) {
        made = frame != null ? frame : frame(bytes);
        frame = made;
      }
      compressed = made;
    }
    return made.duplicate();
  }

  private byte[] utf8() {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static ByteBuffer frame(byte[] bytes) {
    return Frames.frame(Frames.FIN | Frames.TEXT, bytes, 0, bytes.length);
  }

  /** Never the content. */
  @Override
  public String toString() {
    return "TextMessage[" + text.length() + "]";
  }
}
