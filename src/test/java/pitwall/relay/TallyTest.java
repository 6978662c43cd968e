package pitwall.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import pitwall.message.Code;
import pitwall.message.Inbound;
import pitwall.message.Rejection;
import pitwall.message.SessionId;

class TallyTest {
  private final Paddock paddock = new Paddock();
  private final Tally tally = paddock.relay.tally();

  @Test
  void everyMessageIsCountedByItsEvent() throws Rejection {
    Paddock.Client monitor = paddock.monitor();
    SessionId session = monitor.startsASession();
    monitor.sendsSetup(session, "{}");
    monitor.sendsTelemetry(session, "{}");
    monitor.sendsTelemetry(session, "{}");
    paddock.watching(session).leaves(session);
    catchThrowable(() -> monitor.sendsTelemetry(SessionId.random(), "{}"));

    assertThat(Tally.events())
        .containsExactly(
            "request_session_id",
            "setup_data",
            "telemetry_update",
            "join_session",
            "leave_session",
            "rotate_session",
            "end_session");
    assertThat(Tally.events().stream().map(tally::received))
        .containsExactly(1L, 1L, 3L, 1L, 1L, 0L, 0L);
    assertThat(tally.sessions()).isOne();
  }

  @Test
  void noKindIsForgotten() {
    assertThat(Tally.events()).doesNotHaveDuplicates().hasSameSizeAs(kinds(Inbound.class).toList());
  }

  private static Stream<Class<?>> kinds(Class<?> type) {
    return type.isRecord()
        ? Stream.of(type)
        : Stream.of(type.getPermittedSubclasses()).flatMap(TallyTest::kinds).distinct();
  }

  @Test
  void everyRefusalIsCountedByItsCode() {
    Paddock.Client monitor = paddock.monitor();
    for (Code code : Code.values()) {
      paddock.relay.refuse(monitor.peer, new Rejection(code, "no"), null);
    }
    paddock.relay.refuse(monitor.peer, Rejection.invalid("no"), null);

    for (Code code : Code.values()) {
      assertThat(tally.rejected(code)).isEqualTo(code == Code.INVALID_PAYLOAD ? 2 : 1);
    }
  }
}
