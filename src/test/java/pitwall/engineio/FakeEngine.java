package pitwall.engineio;

import java.time.Duration;

/** An Engine.IO server without a container, on a clock that the test moves. */
public final class FakeEngine {
  static final Duration PING_INTERVAL = Duration.ofSeconds(25);
  static final Duration PING_TIMEOUT = Duration.ofSeconds(20);
  static final EngineOptions OPTIONS =
      EngineOptions.of(PING_INTERVAL, PING_TIMEOUT, 10_000, 3, 1024);

  final EngineServer server;
  private long now = Long.MAX_VALUE - 1_000_000_000L; // nanoTime may overflow in mid-run

  public FakeEngine(EngineApplication application) {
    server = new EngineServer(OPTIONS, application, new OpenGate(), () -> now);
  }

  /** A client that has just opened a WebSocket; the handshake is read. */
  public FakeWire webSocket() {
    FakeWire wire = new FakeWire(open(server, true));
    wire.session.attach(wire);
    wire.read();
    return wire;
  }

  /** A session that has just been opened by a GET; the handshake is read. */
  EngineSession polling() {
    EngineSession session = open(server, false);
    new FakePoll(session).packets();
    return session;
  }

  /** A session whose handshake nobody has read; null when it is refused. */
  static EngineSession open(EngineServer server, boolean webSocket) {
    try {
      return server.open(new EngineClient("192.0.2.1", "http://pitwall.test"), webSocket);
    } catch (EngineRefusal refusal) {
      return null;
    }
  }

  /** Lets time pass in one leap, and the server notice. */
  public void pass(Duration time) {
    leap(time);
    server.tick();
  }

  /** Lets time pass unnoticed. */
  void leap(Duration time) {
    now += time.toNanos();
  }

  /** How many sessions there are. */
  public int sessions() {
    return server.size();
  }
}
