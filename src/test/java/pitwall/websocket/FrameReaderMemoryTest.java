package pitwall.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static pitwall.websocket.ClientFrames.BINARY;
import static pitwall.websocket.ClientFrames.CONTINUATION;
import static pitwall.websocket.ClientFrames.FIN;
import static pitwall.websocket.ClientFrames.RSV1;
import static pitwall.websocket.ClientFrames.deflated;
import static pitwall.websocket.ClientFrames.frame;
import static pitwall.websocket.ClientFrames.header;
import static pitwall.websocket.ClientFrames.join;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** What a client can make the reader allocate. */
class FrameReaderMemoryTest {
  private static final byte[] NONE = {};

  @Test
  void memoryGrowsWithWhatHasArrivedAndNotWithWhatIsAnnounced() {
    byte[] announced = join(header(FIN | BINARY, 64 << 20, 1, 8), new byte[1]);
    Hearing warm = new Hearing(64 << 20, false).whole(announced);
    assertThat(warm.heard).isEmpty();
    Hearing hearing = new Hearing(64 << 20, false);
    long before = allocated();
    hearing.whole(announced);
    assertThat(allocated() - before).isLessThan(100_000);
  }

  @Test
  void aMegabyteInFramesOfOneByteIsNoWork() {
    int size = 1 << 20;
    byte[] first = frame(BINARY, new byte[1]);
    byte[] next = frame(CONTINUATION, new byte[1]);
    byte[][] frames = new byte[size][];
    java.util.Arrays.fill(frames, next);
    frames[0] = first;
    byte[] all = join(join(frames), frame(FIN | CONTINUATION, NONE));
    int[] length = {0};
    FrameReader reader =
        new FrameReader(
            new Hearing(0, false) {
              @Override
              public void binary(byte[] data) {
                length[0] = data.length;
              }
            },
            size,
            false);
    long before = allocated();
    try {
      reader.read(java.nio.ByteBuffer.wrap(all));
    } catch (ProtocolException e) {
      throw new AssertionError(e);
    }
    assertThat(length[0]).isEqualTo(size);
    assertThat(allocated() - before).as("bytes allocated").isLessThan(100L * size);
  }

  @Test
  void aBombIsNotInflatedBeyondTheLimit() {
    byte[] bomb = frame(FIN | RSV1 | BINARY, deflated(new byte[60 << 20]));
    assertThat(bomb).hasSizeLessThan(1 << 16);
    new Hearing(1 << 16, true).whole(bomb);
    Hearing hearing = new Hearing(1 << 16, true);
    long before = allocated();
    hearing.whole(bomb);
    assertThat(hearing.heard).containsExactly("violation 1009");
    assertThat(allocated() - before).isLessThan(1 << 20);
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }
}
