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
  private static final ByteBuffer NOT_WORTH_IT = ByteBuffer.allocate(0);

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
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      made = Frames.frame(Frames.FIN | Frames.TEXT, bytes, 0, bytes.length);
      frame = made;
    }
    return made.duplicate();
  }

  /**
   * The whole frame for a connection that has agreed on compression: compressed, unless that makes
   * it no smaller. A view of its own on shared bytes, which nobody may change.
   *
   * @param threshold texts below this number of bytes are not compressed
   */
  public ByteBuffer compressedFrame(int threshold) {
    ByteBuffer made = compressed;
    if (made == null) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      made = bytes.length < threshold ? null : Deflate.frame(bytes);
      made = made == null ? NOT_WORTH_IT : made;
      compressed = made;
    }
    return made == NOT_WORTH_IT ? frame() : made.duplicate();
  }

  /** Never the content. */
  @Override
  public String toString() {
    return "TextMessage[" + text.length() + "]";
  }
}
