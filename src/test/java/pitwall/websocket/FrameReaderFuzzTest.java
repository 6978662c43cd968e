package pitwall.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import org.junit.jupiter.api.Test;
import pitwall.fuzz.Fuzz;
import pitwall.fuzz.Inputs;

/** Any bytes, in any pieces: read or refused, the same however they are cut. */
class FrameReaderFuzzTest {
  private static final int MAX = 400;

  @Test
  void anyBytesInAnyPiecesAreReadOrRefused() {
    Fuzz.bytes(
        20_000,
        random -> Inputs.changed(new RandomClient(random, MAX).talk(2), random),
        bytes -> {
          Hearing whole = new Hearing(MAX, true).whole(bytes);
          Hearing pieces = new Hearing(MAX, true).inPieces(bytes, new Random(bytes.length));
          assertThat(pieces.heard).isEqualTo(whole.heard);
          assertThat(pieces.reader.isClosed()).isEqualTo(whole.reader.isClosed());
        });
  }

  @Test
  void nothingIsLeftUnreadBehindAViolation() {
    Fuzz.bytes(
        5_000,
        random -> Inputs.changed(new RandomClient(random, MAX).talk(2), random),
        bytes -> {
          ByteBuffer buffer = ByteBuffer.wrap(bytes);
          FrameReader reader = new FrameReader(new Hearing(MAX, false), MAX, false);
          try {
            reader.read(buffer);
          } catch (ProtocolException violation) {
            reader.read(buffer); // to find the close frame; throws no more
          }
          assertThat(buffer.hasRemaining()).isFalse();
        });
  }
}
