package pitwall.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** From long-polling to a WebSocket, while messages flow. */
class UpgradeTest {
  private RecordingHandler handler;
  private final FakeEngine engine =
      new FakeEngine(session -> handler = new RecordingHandler(session));
  private final EngineSession session = engine.polling();
  private final FakeWire wire = new FakeWire(session);

  private void send(String message) {
    session.send(Packet.message(message), null);
  }

  @Test
  void answersTheProbeAndReleasesTheGetThatWaits() {
    FakePoll get = new FakePoll(session);
    session.attach(wire);
    assertThat(get.isOver()).isFalse();

    wire.say("2probe");

    assertThat(wire.read()).containsExactly("3probe");
    assertThat(get.packets()).containsExactly("6");
  }

  @Test
  void releasesALaterGetAfterAMoment() {
    session.attach(wire);
    wire.say("2probe");

    FakePoll get = new FakePoll(session);
    assertThat(get.isOver()).isFalse();
    engine.pass(Duration.ofMillis(50));

    assertThat(get.packets()).containsExactly("6");
  }

  @Test
  void refusesAGetThatIsOvertakenByTheUpgrade() {
    session.attach(wire);
    wire.say("2probe");
    FakePoll get = new FakePoll(session);

    wire.say("5");

    assertThat(get.error()).isEqualTo(EngineError.BAD_REQUEST);
    assertThat(handler.closed).isNull();
  }

  @Test
  void holdsPacketsUntilItIsDecided() {
    session.attach(wire);
    send("before the probe");
    assertThat(new FakePoll(session).packets()).containsExactly("4before the probe");
    wire.say("2probe");
    wire.read();
    send("a");
    FakePoll get = new FakePoll(session);
    send("b");
    engine.pass(Duration.ofMillis(50));
    assertThat(get.packets()).containsExactly("6");
    assertThat(wire.read()).isEmpty();

    wire.say("5");
    send("c");

    assertThat(wire.read()).containsExactly("4a", "4b", "4c");
  }

  @Test
  void losesDoublesAndReordersNothing() {
    List<String> got = new ArrayList<>();
    IntStream.range(0, 20).forEach(i -> send("" + i));
    session.attach(wire);
    got.addAll(new FakePoll(session).packets());
    FakePoll last = new FakePoll(session);
    wire.say("2probe");
    IntStream.range(20, 40).forEach(i -> send("" + i));
    got.addAll(last.packets());
    wire.say("5");
    IntStream.range(40, 60).forEach(i -> send("" + i));
    got.addAll(wire.read());

    got.removeAll(List.of("6", "3probe"));
    assertThat(got).isEqualTo(IntStream.range(0, 60).mapToObj(i -> "4" + i).toList());
  }

  @Test
  void hearsTheClientOnBothSidesOfTheUpgrade() {
    session.attach(wire);
    session.posts();
    session.posted("4a");
    wire.say("2probe");
    session.posts();
    session.posted("4b");

    wire.say("5", "4c");

    assertThat(handler.heard).containsExactly("a", "b", "c");
    assertThat(session.posts()).isEqualTo(EngineError.BAD_REQUEST);
  }

  @Test
  void endsWhenTheUpgradeOverlapsAPost() {
    session.attach(wire);
    wire.say("2probe");
    session.posts();

    wire.say("5");

    assertThat(handler.closed).isEqualTo(EngineClose.OVERLAP);
    assertThat(wire.closed()).isEqualTo(EngineClose.OVERLAP);
  }

  @Test
  void goesOnPollingAfterAWrongProbe() {
    session.attach(wire);

    wire.say("2wrong");
    send("a");

    assertThat(wire.closed()).isEqualTo(EngineClose.BAD_PROBE);
    assertThat(new FakePoll(session).packets()).containsExactly("4a");
  }

  @Test
  void goesOnPollingAfterAnUpgradeWithoutAProbe() {
    session.attach(wire);

    wire.say("5");

    assertThat(wire.closed()).isEqualTo(EngineClose.BAD_PROBE);
    assertThat(new FakePoll(session).isOver()).isFalse();
    assertThat(handler.closed).isNull();
  }

  @Test
  void goesOnPollingAfterAMessageInsteadOfTheUpgrade() {
    session.attach(wire);
    wire.say("2probe");

    wire.say("4too early");
    send("a");

    assertThat(handler.heard).isEmpty();
    assertThat(wire.closed()).isEqualTo(EngineClose.BAD_PROBE);
    assertThat(new FakePoll(session).packets()).containsExactly("4a");
  }

  @Test
  void sendsWhatWasHeldWhenTheProbeBreaks() {
    session.attach(wire);
    wire.say("2probe");
    send("a");
    FakePoll get = new FakePoll(session);

    wire.breaks();

    assertThat(get.packets()).containsExactly("4a");
  }

  @Test
  void givesALateProbeUp() {
    session.attach(wire);
    wire.say("2probe");
    send("a");

    engine.pass(FakeEngine.OPTIONS.upgradeTimeout());

    assertThat(wire.closed()).isEqualTo(EngineClose.BAD_PROBE);
    assertThat(new FakePoll(session).packets()).containsExactly("4a");
    wire.say("5", "4late");
    assertThat(handler.heard).isEmpty();
  }

  @Test
  void maybeTriesAgain() {
    session.attach(wire);
    wire.breaks();
    FakeWire again = new FakeWire(session);

    session.attach(again);
    again.say("2probe", "5", "4a");

    assertThat(handler.heard).containsExactly("a");
  }

  @Test
  void probesOneAtATime() {
    session.attach(wire);
    FakeWire second = new FakeWire(session);

    session.attach(second);
    wire.say("2probe", "5", "4a");

    assertThat(second.closed()).isEqualTo(EngineClose.BAD_PROBE);
    assertThat(handler.heard).containsExactly("a");
  }

  @Test
  void closesTheProbeWithTheSession() {
    FakePoll get = new FakePoll(session);
    session.attach(wire);

    session.close(EngineClose.GOING_AWAY);

    assertThat(wire.closed()).isEqualTo(EngineClose.GOING_AWAY);
    assertThat(get.packets()).containsExactly("1");
  }
}
