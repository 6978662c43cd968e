package pitwall.socketio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pitwall.engineio.BadPacketException;
import pitwall.socketio.SocketPacket.Type;

class SocketPacketTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "0                                | CONNECT       | 0 | /       | -   | -",
        "0{\"token\":\"123\"}             | CONNECT       | 0 | /       | -   | {\"token\":\"123\"}",
        "0/admin,                         | CONNECT       | 0 | /admin  | -   | -",
        "0/admin                          | CONNECT       | 0 | /admin  | -   | -",
        "0/admin,{\"sid\":\"a\"}          | CONNECT       | 0 | /admin  | -   | {\"sid\":\"a\"}",
        "1                                | DISCONNECT    | 0 | /       | -   | -",
        "1/admin,                         | DISCONNECT    | 0 | /admin  | -   | -",
        "2[\"hello\",1]                   | EVENT         | 0 | /       | -   | [\"hello\",1]",
        "212[\"hello\"]                   | EVENT         | 0 | /       | 12  | [\"hello\"]",
        "2/admin,456[\"delete\",123]      | EVENT         | 0 | /admin  | 456 | [\"delete\",123]",
        "2/a?b=c,[\"x\"]                  | EVENT         | 0 | /a?b=c  | -   | [\"x\"]",
        "3456[]                           | ACK           | 0 | /       | 456 | []",
        "4{\"message\":\"no\"}            | CONNECT_ERROR | 0 | /       | -   | {\"message\":\"no\"}",
        "51-[\"up\",{}]                   | BINARY_EVENT  | 1 | /       | -   | [\"up\",{}]",
        "50-[\"up\"]                      | BINARY_EVENT  | 0 | /       | -   | [\"up\"]",
        "52-/admin,7[\"up\"]              | BINARY_EVENT  | 2 | /admin  | 7   | [\"up\"]",
        "61-/admin,456[{}]                | BINARY_ACK    | 1 | /admin  | 456 | [{}]",
      })
  void readsAndWrites(
      String text, Type type, int attachments, String namespace, String id, String data)
      throws BadPacketException {
    SocketPacket packet = SocketPacket.parse(text);

    assertThat(packet).isEqualTo(new SocketPacket(type, attachments, namespace, id, data));
    assertThat(SocketPacket.parse(packet.text())).isEqualTo(packet);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "7",
        "abc",
        "-1",
        "2",
        "2{}",
        "2[]",
        "2[ ]",
        "2[",
        "2\"x\"",
        "2abc[\"x\"]",
        "2-1[\"x\"]",
        "2/admin",
        "2/admin,",
        "2/admin[\"x\"]",
        "0[]",
        "0abc",
        "0\"x\"",
        "01{}",
        "1[]",
        "112",
        "1{}",
        "3",
        "3[]",
        "312",
        "312{}",
        "4",
        "5[\"x\"]",
        "51[\"x\"]",
        "5-[\"x\"]",
        "51-",
        "51",
        "565-[\"x\"]",
        "59999999999-[\"x\"]",
        "51-{}",
        "6",
        "61-[]",
        "61-12{}",
        "٢[\"x\"]"
      })
  void refusesWhatIsNone(String text) {
    assertThatThrownBy(() -> SocketPacket.parse(text)).isInstanceOf(BadPacketException.class);
  }

  @Test
  void keepsIdsThatFitIntoNoNumber() throws BadPacketException {
    String id = "12345678901234567890123456";

    assertThat(SocketPacket.parse("2" + id + "[\"x\"]").id()).isEqualTo(id);
  }

  @Test
  void boundsIdsAndNamespaces() {
    assertThatThrownBy(() -> SocketPacket.parse("2" + "1".repeat(200) + "[\"x\"]"))
        .isInstanceOf(BadPacketException.class);
    assertThatThrownBy(() -> SocketPacket.parse("0/" + "a".repeat(300)))
        .isInstanceOf(BadPacketException.class);
  }

  @Test
  void leavesBrokenJsonToTheReader() throws BadPacketException {
    assertThat(SocketPacket.parse("2[\"x\",{]").data()).isEqualTo("[\"x\",{]");
    assertThat(SocketPacket.parse("2[5]").data()).isEqualTo("[5]");
  }

  @Test
  void doesNotTellItsContent() throws BadPacketException {
    assertThat(SocketPacket.parse("2[\"secret\"]")).hasToString("EVENT");
  }
}
