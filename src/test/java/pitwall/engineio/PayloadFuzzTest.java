package pitwall.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import pitwall.fuzz.Fuzz;
import pitwall.fuzz.Inputs;

/** Bodies and queries of any kind: packets, or refused. */
class PayloadFuzzTest {
  @Test
  void aBodyIsPacketsOrRefusedAndWritesAsItReads() {
    List<String> bodies =
        List.of(
            "4hello",
            "2probe",
            "40\u001e42[\"join_session\",{}]\u001e3",
            "bAQIDBA==\u001e451-[\"x\"]\u001eb",
            "1\u001e5\u001e6");
    Fuzz.texts(
        15_000,
        Inputs.near(bodies, "\u001e", "b", "4", "=", "b====", "7", "\u001e\u001e"),
        text -> {
          List<Packet> packets = read(text);
          if (packets != null) {
            List<Packet> again = read(Payload.write(packets));
            assertThat(again).hasSameSizeAs(packets);
            assertThat(Payload.write(again)).isEqualTo(Payload.write(packets));
          }
        });
  }

  private static List<Packet> read(String body) {
    List<Packet> packets = new ArrayList<>();
    try {
      Payload.read(body, packets::add);
      return packets;
    } catch (BadPacketException refusal) {
      return null;
    }
  }

  @Test
  void aQueryIsReadWhateverItHolds() {
    Fuzz.texts(
        5_000,
        Inputs.near(
            List.of("EIO=4&transport=polling&sid=abc&t=x", "sid=%41%42"),
            "%",
            "%zz",
            "&&",
            "=",
            "+"),
        text -> {
          Query query = new Query(text);
          for (String name : List.of("EIO", "transport", "sid")) {
            assertThat(query.get(name)).isNotNull();
          }
        });
  }
}
