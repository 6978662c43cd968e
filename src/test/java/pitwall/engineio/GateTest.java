package pitwall.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A server asks its gate before each session, and tells it of each session's end, once. */
class GateTest {
  private static final EngineClient CLIENT = new EngineClient("192.0.2.1", "http://pitwall.test");

  private final List<EngineClient> inside = new ArrayList<>();
  private EngineError refusal;
  private final EngineServer server =
      new EngineServer(FakeEngine.OPTIONS, RecordingHandler::new, new Counting());

  private final class Counting implements EngineGate {
    @Override
    public EngineClient client(HttpServletRequest request) {
      return CLIENT;
    }

    @Override
    public boolean allows(String origin, EngineClient client) {
      return true;
    }

    @Override
    public String readableBy(String origin) {
      return null;
    }

    @Override
    public EngineError enter(EngineClient client) {
      if (refusal == null) {
        inside.add(client);
      }
      return refusal;
    }

    @Override
    public void left(EngineClient client) {
      inside.remove(client);
    }
  }

  @Test
  void aSessionIsInsideUntilItEnds() throws EngineRefusal {
    EngineSession first = server.open(CLIENT, false);
    EngineSession second = server.open(CLIENT, true);
    assertThat(inside).containsExactly(CLIENT, CLIENT);

    first.close(EngineClose.BY_CLIENT);
    first.close(EngineClose.LOST);
    assertThat(inside).containsExactly(CLIENT);
    second.close(EngineClose.LOST);
    assertThat(inside).isEmpty();
  }

  @Test
  void theServersEndIsEveryones() throws EngineRefusal {
    server.open(CLIENT, false);
    server.stop();
    assertThat(inside).isEmpty();
  }

  @Test
  void whomTheGateRefusesIsRefusedWithItsReason() {
    refusal = EngineError.TOO_MANY_FROM_THERE;
    EngineRefusal refused =
        catchThrowableOfType(EngineRefusal.class, () -> server.open(CLIENT, true));
    assertThat(refused.error()).isEqualTo(EngineError.TOO_MANY_FROM_THERE);
    assertThat(server.size()).isZero();
  }

  @Test
  void whomTheServerHasNoRoomForDoesNotGetAsFarAsTheGate() throws EngineRefusal {
    for (int i = 0; i < FakeEngine.OPTIONS.maxSessions(); i++) {
      server.open(CLIENT, true);
    }
    EngineRefusal refused =
        catchThrowableOfType(EngineRefusal.class, () -> server.open(CLIENT, true));
    assertThat(refused.error()).isEqualTo(EngineError.TOO_MANY_SESSIONS);
    assertThat(inside).hasSize(FakeEngine.OPTIONS.maxSessions());
  }
}
