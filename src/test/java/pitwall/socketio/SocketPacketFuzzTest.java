package pitwall.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import pitwall.engineio.BadPacketException;
import pitwall.fuzz.Fuzz;
import pitwall.fuzz.Inputs;

/** Any message: a packet that writes as it reads, or refused. */
class SocketPacketFuzzTest {
  private static final List<String> PACKETS =
      List.of(
          "0/admin,{\"token\":\"123\"}",
          "1/admin,",
          "212[\"join_session\",{\"session_id\":\"2f1c\"}]",
          "2/a?b=c,456[\"x\",123]",
          "3456[]",
          "4{\"message\":\"no\"}",
          "52-/admin,7[\"up\",{\"_placeholder\":true,\"num\":0}]",
          "61-/admin,456[{}]");

  @Test
  void aMessageIsAPacketOrRefused() {
    Fuzz.texts(
        15_000,
        Inputs.near(PACKETS, "/", ",", "-", "[", "[]", "99999999999", "{", "0", "٢"),
        text -> {
          SocketPacket packet;
          try {
            packet = SocketPacket.parse(text);
          } catch (BadPacketException refusal) {
            return;
          }
          assertThat(SocketPacket.parse(packet.text())).isEqualTo(packet);
        });
  }
}
