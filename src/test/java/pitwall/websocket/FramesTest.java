package pitwall.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static pitwall.websocket.ClientFrames.hex;
import static pitwall.websocket.ClientFrames.join;
import static pitwall.websocket.ClientFrames.utf8;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FramesTest {
  private static byte[] bytes(ByteBuffer frame) {
    byte[] bytes = new byte[frame.remaining()];
    frame.get(bytes);
    return bytes;
  }

  @ParameterizedTest
  @CsvSource({
    "0, 8200",
    "1, 8201",
    "125, 827d",
    "126, 827e007e",
    "127, 827e007f",
    "32768, 827e8000",
    "65535, 827effff",
    "65536, 827f0000000000010000",
    "100000, 827f00000000000186a0"
  })
  void aLengthHasItsShortestForm(int length, String header) {
    byte[] data = new byte[length];
    for (int i = 0; i < length; i++) {
      data[i] = (byte) i;
    }
    ByteBuffer given = ByteBuffer.wrap(data);
    assertThat(bytes(Frames.binary(given))).isEqualTo(join(hex(header), data));
    assertThat(given.remaining()).as("what is left of the caller's buffer").isEqualTo(length);
    assertThat(bytes(Frames.frame(0x82, join(hex("aa"), data, hex("bb")), 1, length)))
        .isEqualTo(join(hex(header), data));
  }

  @Test
  void binaryDataIsCopied() {
    byte[] data = {1, 2, 3, 4};
    ByteBuffer frame = Frames.binary(ByteBuffer.wrap(data, 1, 2));
    data[1] = 9;
    assertThat(bytes(frame)).isEqualTo(hex("8202 0203"));
  }

  @Test
  void aPingCarriesItsNumberAndAPongWhatItWasGiven() {
    assertThat(bytes(Frames.ping(0x01020304))).isEqualTo(hex("8904 01020304"));
    assertThat(bytes(Frames.ping(-1))).isEqualTo(hex("8904 ffffffff"));
    assertThat(bytes(Frames.pong(new byte[0]))).isEqualTo(hex("8a00"));
    assertThat(bytes(Frames.pong(new byte[125]))).isEqualTo(join(hex("8a7d"), new byte[125]));
  }

  @Test
  void aCloseFrameNamesCodeAndReason() {
    assertThat(bytes(Frames.close(1000, ""))).isEqualTo(hex("8802 03e8"));
    assertThat(bytes(Frames.close(4999, "größe"))).isEqualTo(join(hex("8809 1387"), utf8("größe")));
  }

  @ParameterizedTest
  @CsvSource({"x, 123, 123", "é, 61, 122", "€, 41, 123", "🏁, 30, 120"})
  void aLongReasonIsCutBetweenCharacters(String character, int kept, int bytes) {
    byte[] frame = bytes(Frames.close(1002, character.repeat(200)));
    assertThat(frame).hasSize(4 + bytes);
    assertThat(frame).startsWith(hex("88" + HexFormat.of().toHexDigits((byte) (2 + bytes))));
    assertThat(frame).endsWith(utf8(character.repeat(kept)));
  }

  @Test
  void aReasonThatJustFitsIsNotCut() {
    assertThat(bytes(Frames.close(1002, "é".repeat(61) + "e")))
        .isEqualTo(join(hex("887d 03ea"), utf8("é".repeat(61) + "e")));
  }
}
