package pitwall.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class TextMessageTest {
  private static final String LONG = "{\"lap\":45,\"fuel\":42.30},".repeat(100);

  private static void assertSameBytes(ByteBuffer one, ByteBuffer other) {
    assertThat(other.array()).isSameAs(one.array());
    assertThat(other).isNotSameAs(one).isEqualTo(one);
  }

  private static boolean isCompressed(ByteBuffer frame) {
    return (frame.get(0) & 0x40) != 0;
  }

  private static ByteBuffer plain(String text) {
    byte[] bytes = ClientFrames.utf8(text);
    return Frames.frame(0x81, bytes, 0, bytes.length);
  }

  @Test
  void whoeverAsksGetsAViewOfTheSameBytes() {
    TextMessage message = new TextMessage(LONG);
    assertSameBytes(message.frame(), message.frame());
    assertSameBytes(message.compressedFrame(1024), message.compressedFrame(1024));
    assertThat(message.frame()).isEqualTo(plain(LONG));
    assertThat(isCompressed(message.compressedFrame(1024))).isTrue();
  }

  @Test
  void whatOneHasReadTheNextOneReadsToo() {
    TextMessage message = new TextMessage(LONG);
    ByteBuffer read = message.compressedFrame(1);
    int size = read.remaining();
    read.position(read.limit());
    assertThat(message.compressedFrame(1).remaining()).isEqualTo(size);
  }

  @Test
  void aTextBelowTheThresholdIsOneFrameForAll() {
    for (int length : new int[] {0, 1, 340, 341, 342, 1023}) {
      TextMessage message = new TextMessage("x".repeat(length));
      assertSameBytes(message.compressedFrame(1024), message.frame());
      assertSameBytes(message.compressedFrame(1024), message.compressedFrame(1024));
      TextMessage again = new TextMessage("x".repeat(length));
      assertSameBytes(again.frame(), again.compressedFrame(1024));
      assertSameBytes(again.frame(), again.frame());
    }
  }

  @Test
  void theThresholdCountsBytesAndIsItselfCompressed() {
    assertThat(isCompressed(new TextMessage("x".repeat(1024)).compressedFrame(1024))).isTrue();
    assertThat(isCompressed(new TextMessage("€".repeat(342)).compressedFrame(1024))).isTrue();
    assertThat(isCompressed(new TextMessage("€".repeat(341)).compressedFrame(1024))).isFalse();
  }

  @Test
  void aTextThatGainsNothingStaysAsItIs() {
    TextMessage message = new TextMessage("{\"lap\":45,\"fuel\":6.2}");
    ByteBuffer frame = message.compressedFrame(0);
    assertThat(isCompressed(frame)).isFalse();
    assertSameBytes(frame, message.frame());
    assertSameBytes(frame, message.compressedFrame(0));
    assertThat(isCompressed(new TextMessage("").compressedFrame(0))).isFalse();
  }

  @Test
  void theContentStaysOutOfLogs() {
    assertThat(new TextMessage("secret")).hasToString("TextMessage[6]");
    assertThat(new TextMessage("größe").text()).isEqualTo("größe");
    assertThat(new TextMessage("größe").length()).isEqualTo(5);
  }
}
