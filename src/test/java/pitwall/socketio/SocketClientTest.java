package pitwall.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pitwall.engineio.FakeEngine;
import pitwall.engineio.FakeWire;
import pitwall.socketio.SocketPacket.Type;

class SocketClientTest {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

  private final List<String> heard = new ArrayList<>();
  private final FakeEngine engine =
      new FakeEngine(SocketClient.serving(new Recorder(), CONNECT_TIMEOUT, 10));
  private final FakeWire client = engine.webSocket();
  private int idle;

  /** Knows {@code /} and {@code /custom}, writes down what happens there. */
  private final class Recorder implements SocketApplication {
    @Override
    public boolean knows(String namespace) {
      return namespace.equals("/") || namespace.equals("/custom");
    }

    @Override
    public SocketHandler connected(NamespaceLink link, String auth) {
      String where = link.namespace();
      heard.add(where + " connected " + auth);
      link.send(new SocketPacket(Type.EVENT, 0, where, null, "[\"welcome\"]"), List.of());
      return new SocketHandler() {
        @Override
        public void event(SocketPacket event, List<byte[]> attachments) {
          heard.add(where + ' ' + event.data() + ' ' + event.id() + ' ' + attachments.size());
        }

        @Override
        public void idle() {
          idle++;
        }

        @Override
        public void disconnected(String reason) {
          heard.add(where + " disconnected, " + reason);
        }
      };
    }
  }

  private void connect() {
    client.say("40");
    client.read();
    heard.clear();
  }

  private void assertClosed() {
    assertThat(client.closed()).isNotNull();
    assertThat(client.closed().code()).isEqualTo(1002);
    assertThat(client.closed().reason()).isEqualTo("bad Socket.IO packet");
  }

  @Test
  void connectsAndThenSaysWhatTheApplicationSays() {
    client.say("40");

    List<String> answers = client.read();
    assertThat(answers).hasSize(2).endsWith("42[\"welcome\"]");
    assertThat(answers.get(0)).matches("40\\{\"sid\":\"[\\w-]{20}\"}");
    assertThat(answers.get(0)).doesNotContain(client.sessionId());
    assertThat(heard).containsExactly("/ connected null");
  }

  @Test
  void connectsWithAPayload() {
    client.say("40{\"token\":\"123\"}");

    assertThat(heard).containsExactly("/ connected {\"token\":\"123\"}");
  }

  @Test
  void whoJoinsAndLeavesOnAndOnHasToGo() {
    for (int i = 0; i < 64; i++) {
      client.say("40", "41");
      client.read();
    }
    assertThat(client.closed()).isNull();
    client.say("40");
    assertClosed();
  }

  @Test
  void whatAsksForNothingIsCountedToo() {
    connect();
    client.say("6", "3", "430[]", "461-1[{}]", "bAQI=");

    assertThat(idle).isEqualTo(5);
    assertThat(client.closed()).isNull();
  }

  @Test
  void whoJoinsNothingAndSaysNothingOnAndOnHasToGo() {
    for (int i = 0; i < 64; i++) {
      client.say("6");
    }
    assertThat(client.closed()).isNull();
    client.say("6");
    assertClosed();
  }

  @Test
  void connectsToSeveralNamespaces() {
    client.say("40", "40/custom,{\"a\":1}", "42/custom,7[\"x\"]", "42[\"y\"]");

    assertThat(heard)
        .containsExactly(
            "/ connected null",
            "/custom connected {\"a\":1}",
            "/custom [\"x\"] 7 0",
            "/ [\"y\"] null 0");
    assertThat(client.read()).hasSize(4).contains("42/custom,[\"welcome\"]");
  }

  @Test
  void refusesAnUnknownNamespaceAndGoesOn() {
    client.say("40/random,{}", "40");

    assertThat(client.read())
        .startsWith("44/random,{\"message\":\"Invalid namespace\"}")
        .hasSize(3);
    assertThat(client.closed()).isNull();
  }

  @Test
  void leavesANamespaceAndMayComeBack() {
    connect();

    client.say("41", "40", "42[\"x\"]");

    assertThat(heard)
        .containsExactly("/ disconnected, left", "/ connected null", "/ [\"x\"] null 0");
  }

  @Test
  void gathersAttachments() {
    connect();

    client.say("452-9[\"x\",{\"_placeholder\":true,\"num\":0}]", "bAQ==", "bAQI=", "42[\"y\"]");

    assertThat(heard)
        .containsExactly("/ [\"x\",{\"_placeholder\":true,\"num\":0}] 9 2", "/ [\"y\"] null 0");
  }

  @Test
  void ignoresAcknowledgementsThatNobodyAskedFor() {
    connect();

    client.say("431[]", "461-2[{}]", "bAQ==", "42[\"y\"]");

    assertThat(heard).containsExactly("/ [\"y\"] null 0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"4abc", "442", "42[\"x\"]", "41", "431[]", "451-[\"x\"]", "40abc", "4", "bAQ=="})
  void endsWithWhatMayNotComeBeforeAConnect(String packet) {
    client.say(packet, "40");

    assertClosed();
    assertThat(heard).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "4abc",
        "42{}",
        "42[]",
        "42abc[\"x\"]",
        "40",
        "44{}",
        "42/custom,[\"x\"]",
        "41/custom",
        "bAQ=="
      })
  void endsWithWhatMayNotComeAfterAConnect(String packet) {
    connect();

    client.say(packet, "42[\"late\"]");

    assertClosed();
    assertThat(heard).containsExactly("/ disconnected, bad Socket.IO packet");
  }

  @Test
  void endsWhenAnotherPacketComesBeforeTheAttachments() {
    connect();

    client.say("451-[\"x\"]", "42[\"y\"]");

    assertClosed();
  }

  @Test
  void endsWhenAttachmentsAreTooLarge() {
    connect();

    client.say("452-[\"x\"]", "bAQIDBAUG", "bAQIDBAU=");

    assertClosed();
  }

  @Test
  void endsWhenNobodyConnects() {
    engine.pass(CONNECT_TIMEOUT);

    assertThat(client.closed()).isNotNull();
    assertThat(engine.sessions()).isZero();
  }

  @Test
  void staysWhenSomebodyHasConnected() {
    connect();

    engine.pass(CONNECT_TIMEOUT);

    assertThat(client.closed()).isNull();
  }

  @Test
  void endsWhenItIsNowhereForTooLong() {
    connect();
    client.say("41");

    engine.pass(CONNECT_TIMEOUT);

    assertThat(client.closed()).isNotNull();
  }

  @Test
  void tellsEveryNamespaceOfTheEnd() {
    connect();
    client.say("40/custom");
    heard.clear();

    client.breaks();

    assertThat(heard)
        .containsExactlyInAnyOrder(
            "/ disconnected, closed with 1006", "/custom disconnected, closed with 1006");
  }
}
