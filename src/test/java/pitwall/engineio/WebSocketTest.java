package pitwall.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A session that began as a WebSocket. */
class WebSocketTest {
  private RecordingHandler handler;
  private final FakeEngine engine =
      new FakeEngine(session -> handler = new RecordingHandler(session));

  @Test
  void opensWithoutUpgrades() {
    FakeWire wire = new FakeWire(FakeEngine.open(engine.server, true));

    wire.session.attach(wire);

    assertThat(wire.read())
        .singleElement()
        .asString()
        .startsWith("0{\"sid\":\"" + wire.session.id() + "\",\"upgrades\":[],");
  }

  @Test
  void hearsAndAnswers() {
    FakeWire wire = engine.webSocket();

    wire.say("4echo", "bAQI=", "3", "6");

    assertThat(handler.heard).containsExactly("echo", "binary 2");
    assertThat(handler.idle).as("the 3 and the 6 are counted").isEqualTo(2);
    assertThat(wire.read()).containsExactly("4echo");
  }

  @Test
  void sendsOnePacketAfterTheOther() {
    FakeWire wire = engine.webSocket().slow();
    List<String> completed = new ArrayList<>();
    wire.session.send(Packet.message("a"), failure -> completed.add("a"));
    wire.session.send(Packet.binary(new byte[] {1}), failure -> completed.add("b"));
    assertThat(wire.read()).containsExactly("4a");
    assertThat(completed).isEmpty();

    wire.take();
    assertThat(wire.read()).containsExactly("bAQ==");
    assertThat(completed).containsExactly("a");

    wire.take();
    assertThat(completed).containsExactly("a", "b");
  }

  @Test
  void endsWhenASendFails() {
    FakeWire wire = engine.webSocket().slow();
    wire.session.send(Packet.message("a"), null);

    wire.fail();

    assertThat(handler.closed).isEqualTo(EngineClose.LOST);
    assertThat(engine.sessions()).isZero();
  }

  @Test
  void endsWhenASendOrItsCompletionBreaks() {
    FakeWire wire = engine.webSocket();
    wire.session.send(
        Packet.message("a"),
        failure -> {
          throw new OutOfMemoryError("on purpose");
        });

    assertThat(handler.closed).isEqualTo(EngineClose.LOST);

    FakeWire other = engine.webSocket();
    other.broken = new OutOfMemoryError("on purpose");
    List<String> completed = new ArrayList<>();
    other.session.send(Packet.message("a"), failure -> completed.add(failure.getMessage()));

    assertThat(handler.closed).isEqualTo(EngineClose.LOST);
    assertThat(completed).containsExactly("on purpose");
  }

  @ParameterizedTest
  @ValueSource(strings = {"abc", "", "7", "2", "2probe"})
  void endsWithABadPacket(String packet) {
    FakeWire wire = engine.webSocket();

    wire.say(packet, "4late");

    assertThat(wire.closed()).isEqualTo(EngineClose.BAD_PACKET);
    assertThat(handler.closed).isEqualTo(EngineClose.BAD_PACKET);
    assertThat(handler.heard).isEmpty();
  }

  @Test
  void closesTheConnectionWhenTheClientSaysSo() {
    FakeWire wire = engine.webSocket();

    wire.say("1");

    assertThat(wire.closed()).isEqualTo(EngineClose.BY_CLIENT);
    assertThat(handler.closed).isEqualTo(EngineClose.BY_CLIENT);
  }

  @Test
  void endsWithTheConnection() {
    FakeWire wire = engine.webSocket();

    wire.breaks();

    assertThat(handler.closed.code()).isEqualTo(1006);
    assertThat(engine.sessions()).isZero();
  }

  @Test
  void isNotForPolls() {
    FakeWire wire = engine.webSocket();

    assertThat(new FakePoll(wire.session).error()).isEqualTo(EngineError.BAD_REQUEST);
    assertThat(wire.session.posts()).isEqualTo(EngineError.BAD_REQUEST);

    assertThat(handler.closed).isNull();
  }

  @Test
  void isNotForASecondWebSocket() {
    FakeWire wire = engine.webSocket();
    FakeWire second = new FakeWire(wire.session);

    wire.session.attach(second);
    second.say("2probe", "5", "4no");

    assertThat(second.closed()).isEqualTo(EngineClose.BAD_PROBE);
    wire.say("4yes");
    assertThat(handler.heard).containsExactly("yes");
  }

  @Test
  void endsWithTheServer() {
    FakeWire wire = engine.webSocket();

    engine.server.stop();

    assertThat(wire.closed()).isEqualTo(EngineClose.GOING_AWAY);
    assertThat(FakeEngine.open(engine.server, true)).isNull();
  }
}
