package pitwall.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static pitwall.websocket.ClientFrames.CONTINUATION;
import static pitwall.websocket.ClientFrames.FIN;
import static pitwall.websocket.ClientFrames.PING;
import static pitwall.websocket.ClientFrames.PONG;
import static pitwall.websocket.ClientFrames.TEXT;
import static pitwall.websocket.ClientFrames.frame;
import static pitwall.websocket.ClientFrames.join;
import static pitwall.websocket.ClientFrames.text;
import static pitwall.websocket.ClientFrames.utf8;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a client takes its time with, and what it says too often. */
class FrameClockTest {
  private static final byte[] NONE = {};
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private long now = Long.MAX_VALUE - 1; // nanoTime may overflow in mid-run
  private final FrameReader reader = new FrameReader(new Hearing(0, false), 1000, false, () -> now);

  private void arrive(byte[] bytes) throws ProtocolException {
    reader.read(ByteBuffer.wrap(bytes));
  }

  @Test
  void aMessageInFragmentsIsHalfwayWhateverComesBetweenThem() throws ProtocolException {
    arrive(frame(TEXT, utf8("a")));
    for (int i = 0; i < 40; i++) {
      now += SECOND;
      arrive(join(frame(FIN | PONG, NONE), frame(CONTINUATION, utf8("b"))));
    }
    assertThat(reader.halfwayNanos()).isEqualTo(40 * SECOND);

    arrive(frame(FIN | CONTINUATION, utf8("c")));
    assertThat(reader.halfwayNanos()).isZero();
  }

  @Test
  void aFrameThatComesByteByByteIsHalfway() throws ProtocolException {
    byte[] bytes = text("hello");
    for (int i = 0; i < bytes.length - 1; i++) {
      arrive(Arrays.copyOfRange(bytes, i, i + 1));
      now += SECOND;
    }
    assertThat(reader.halfwayNanos()).isEqualTo((bytes.length - 1) * SECOND);
  }

  @Test
  void whoseBytesAlwaysEndWithinTheNextMessageIsNotSlow() throws ProtocolException {
    byte[] message = text("hello");
    byte[] start = Arrays.copyOf(message, 7);
    byte[] restAndStart = join(Arrays.copyOfRange(message, 7, message.length), start);
    arrive(start);
    for (int i = 0; i < 40; i++) {
      now += SECOND;
      arrive(restAndStart);
    }
    now += SECOND;
    assertThat(reader.halfwayNanos()).isEqualTo(SECOND);
  }

  static Stream<byte[]> idle() {
    return Stream.of(
        frame(FIN | PING, utf8("x")), frame(FIN | PONG, NONE), frame(CONTINUATION, NONE));
  }

  @ParameterizedTest
  @MethodSource("idle")
  void framesThatSayNothingMayComeOftenButNotOnAndOn(byte[] frame) throws ProtocolException {
    arrive(frame(TEXT, utf8("a")));
    for (int second = 0; second < 3; second++) {
      now += SECOND;
      for (int i = 0; i < FrameClock.MOST_IDLE; i++) {
        arrive(frame);
      }
    }

    byte[] tooMany = new byte[frame.length * FrameClock.MOST_IDLE];
    for (int i = 0; i < FrameClock.MOST_IDLE; i++) {
      System.arraycopy(frame, 0, tooMany, i * frame.length, frame.length);
    }
    assertThatThrownBy(() -> arrive(tooMany))
        .isInstanceOfSatisfying(ProtocolException.class, e -> assertThat(e.code()).isEqualTo(1008));
  }
}
