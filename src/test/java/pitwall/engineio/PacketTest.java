package pitwall.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pitwall.engineio.Packet.Type;
import pitwall.websocket.TextMessage;

class PacketTest {
  @Test
  void readsEveryType() throws BadPacketException {
    assertThat(Packet.parse("0{}").type()).isEqualTo(Type.OPEN);
    assertThat(Packet.parse("1").type()).isEqualTo(Type.CLOSE);
    assertThat(Packet.parse("2probe").is(Type.PING, "probe")).isTrue();
    assertThat(Packet.parse("3").type()).isEqualTo(Type.PONG);
    assertThat(Packet.parse("4héllo").text()).isEqualTo("héllo");
    assertThat(Packet.parse("5").is(Type.UPGRADE, "")).isTrue();
    assertThat(Packet.parse("6").type()).isEqualTo(Type.NOOP);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "7", "9", "abc", "-", "/", "٣", " 4", "b"})
  void refusesWhatHasNoType(String wire) {
    assertThatThrownBy(() -> Packet.parse(wire)).isInstanceOf(BadPacketException.class);
  }

  @Test
  void takesAMessageThatIsReadyAsItIs() {
    TextMessage wire = new TextMessage("42[\"a\"]");

    assertThat(Packet.readyMessage(wire).wire()).isSameAs(wire);
    assertThat(Packet.message("2[\"a\"]").wire().text()).isEqualTo(wire.text());
  }

  @Test
  void carriesBinaryDataAsBase64OverPolling() throws BadPacketException {
    Packet packet = Packet.parsePolled("bAQIDBA==");

    assertThat(packet.type()).isEqualTo(Type.MESSAGE);
    assertThat(packet.data()).containsExactly(1, 2, 3, 4);
    assertThat(packet.polled()).isEqualTo("bAQIDBA==");
  }

  @Test
  void refusesWhatIsNoBase64() {
    assertThatThrownBy(() -> Packet.parsePolled("b!!")).isInstanceOf(BadPacketException.class);
  }

  @Test
  void doesNotTellItsContent() {
    assertThat(Packet.message("secret")).hasToString("MESSAGE[7]");
  }
}
