package pitwall.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PayloadTest {
  private final List<String> read = new ArrayList<>();

  private boolean take(Packet packet) {
    read.add(packet.polled());
    return !packet.is(Packet.Type.CLOSE, "");
  }

  @Test
  void readsPacketsInOrder() throws BadPacketException {
    Payload.read("4a\u001ebAQ==\u001e3\u001e4", this::take);

    assertThat(read).containsExactly("4a", "bAQ==", "3", "4");
  }

  @Test
  void readsMoreThanItWouldSend() throws BadPacketException {
    Payload.read("4x\u001e".repeat(999) + "4y", this::take);

    assertThat(read).hasSize(1000).endsWith("4y");
  }

  @Test
  void stopsWhereTheReaderHasEnough() throws BadPacketException {
    Payload.read("1\u001e4late", this::take);

    assertThat(read).containsExactly("1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "4a\u001e", "\u001e4a", "4a\u001e\u001e4b", "4a\u001e9"})
  void refusesWhatIsNoPayload(String body) {
    assertThatThrownBy(() -> Payload.read(body, this::take)).isInstanceOf(BadPacketException.class);
  }

  @Test
  void writesWhatItReads() {
    List<Packet> packets = List.of(Packet.message("a"), Packet.binary(new byte[] {1}), Packet.PING);

    assertThat(Payload.write(packets)).isEqualTo("4a\u001ebAQ==\u001e2");
  }

  @Test
  void countsBytesAndNotCharacters() {
    assertThat(Payload.exceeds("abcd", 4)).isFalse();
    assertThat(Payload.exceeds("abcde", 4)).isTrue();
    assertThat(Payload.exceeds("éé", 4)).isFalse();
    assertThat(Payload.exceeds("éé!", 4)).isTrue();
    assertThat(Payload.exceeds("☃", 2)).isTrue();
    assertThat(Payload.exceeds("🏎", 4)).isFalse();
    assertThat(Payload.exceeds("🏎", 3)).isTrue();
  }
}
