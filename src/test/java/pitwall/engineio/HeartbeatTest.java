package pitwall.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HeartbeatTest {
  private RecordingHandler handler;
  private final FakeEngine engine =
      new FakeEngine(session -> handler = new RecordingHandler(session));
  private static final Duration MOMENT = Duration.ofMillis(1);
  // As often as a session over a settled WebSocket is looked at.
  private static final Duration TICK =
      FakeEngine.PING_TIMEOUT.dividedBy(EngineServer.TICKS_A_TIMEOUT);

  @Test
  void pingsOnceAnInterval() {
    FakeWire wire = engine.webSocket();
    engine.pass(FakeEngine.PING_INTERVAL.minus(MOMENT));
    assertThat(wire.read()).isEmpty();

    engine.pass(TICK);
    engine.pass(TICK);
    assertThat(wire.read()).containsExactly("2");

    wire.say("3");
    engine.pass(FakeEngine.PING_INTERVAL);
    assertThat(wire.read()).containsExactly("2");
  }

  @Test
  void pingsOverPollingToo() {
    EngineSession session = engine.polling();
    FakePoll get = new FakePoll(session);

    engine.pass(FakeEngine.PING_INTERVAL);

    assertThat(get.packets()).containsExactly("2");
  }

  @Test
  void endsWithoutAnAnswer() {
    FakeWire wire = engine.webSocket();
    engine.pass(FakeEngine.PING_INTERVAL);
    engine.pass(FakeEngine.PING_TIMEOUT.minus(MOMENT));
    assertThat(wire.closed()).isNull();

    engine.pass(TICK);

    assertThat(wire.closed()).isEqualTo(EngineClose.PING_TIMEOUT);
    assertThat(handler.closed).isEqualTo(EngineClose.PING_TIMEOUT);
  }

  @Test
  void goesOnWithWhoeverSaysAnything() {
    FakeWire wire = engine.webSocket();
    engine.pass(FakeEngine.PING_INTERVAL);
    engine.pass(FakeEngine.PING_TIMEOUT.minus(MOMENT));
    wire.say("4busy");

    engine.pass(FakeEngine.PING_TIMEOUT.minus(MOMENT));

    assertThat(wire.closed()).isNull();
  }

  @Test
  void knowsTheMomentWhateverTheTicks() {
    EngineSession session = engine.polling();

    engine.leap(FakeEngine.PING_INTERVAL.plus(FakeEngine.PING_TIMEOUT));

    assertThat(engine.server.find(session.id())).isNull();
    assertThat(handler.closed).isEqualTo(EngineClose.PING_TIMEOUT);
  }

  @Test
  void endsASessionThatExpires() {
    FakeWire staying = engine.webSocket();
    staying.session.expireAfter(Duration.ofSeconds(1));
    staying.session.expireAfter(null);
    FakeWire leaving = engine.webSocket();
    leaving.session.expireAfter(Duration.ofSeconds(1));

    engine.pass(Duration.ofSeconds(1));

    assertThat(staying.closed()).isNull();
    assertThat(leaving.closed()).isEqualTo(EngineClose.SILENT);
  }
}
