package pitwall.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;

/** What a reader says about bytes that come in pieces of any size: a line each. */
class Hearing implements FrameReader.Listener {
  static final int MAX = 70_000;

  final List<String> heard = new ArrayList<>();
  final FrameReader reader;

  Hearing(int maxMessage, boolean compressed) {
    reader = new FrameReader(this, maxMessage, compressed);
  }

  /** Gives bytes to the reader, the rest again after an exception, as its contract asks for. */
  void feed(ByteBuffer bytes) {
    while (bytes.hasRemaining()) {
      try {
        reader.read(bytes);
      } catch (ProtocolException e) {
        heard.add("violation " + e.code());
      }
    }
  }

  Hearing whole(byte[] bytes) {
    feed(ByteBuffer.wrap(bytes));
    return this;
  }

  Hearing byteByByte(byte[] bytes) {
    for (byte one : bytes) {
      feed(ByteBuffer.allocate(1).put(one).flip());
    }
    return this;
  }

  /** In pieces of which each is a buffer of its own, read-only and perhaps off the heap. */
  Hearing inPieces(byte[] bytes, Random random) {
    int most = 1 << random.nextInt(12);
    for (int from = 0; from < bytes.length; ) {
      int length = Math.min(bytes.length - from, random.nextInt(most) + 1);
      ByteBuffer piece =
          random.nextBoolean() ? ByteBuffer.allocateDirect(length) : ByteBuffer.allocate(length);
      feed(piece.put(bytes, from, length).flip().asReadOnlyBuffer());
      from += length;
    }
    return this;
  }

  @Override
  public void text(String text) {
    heard.add("text " + text);
  }

  @Override
  public void binary(byte[] data) {
    heard.add("binary " + HexFormat.of().formatHex(data));
  }

  @Override
  public void ping(byte[] data) {
    heard.add("ping " + HexFormat.of().formatHex(data));
  }

  @Override
  public void pong(byte[] data) {
    heard.add("pong " + HexFormat.of().formatHex(data));
  }

  @Override
  public void close(int code, String reason) {
    heard.add("close " + code + " " + reason);
  }

  /**
   * That the same is heard however the bytes are cut, by a reader of messages up to {@link #MAX}.
   */
  static void assertHeard(byte[] bytes, boolean compressed, List<String> expected) {
    assertThat(new Hearing(MAX, compressed).whole(bytes).heard).isEqualTo(expected);
    assertThat(new Hearing(MAX, compressed).byteByByte(bytes).heard).isEqualTo(expected);
    Random random = new Random(bytes.length);
    for (int i = 0; i < 10; i++) {
      assertThat(new Hearing(MAX, compressed).inPieces(bytes, random).heard).isEqualTo(expected);
    }
  }
}
