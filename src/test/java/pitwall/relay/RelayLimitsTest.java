package pitwall.relay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import pitwall.hub.CloseCode;
import pitwall.message.Code;
import pitwall.message.Inbound.EndSession;
import pitwall.message.Inbound.RequestSessionId;
import pitwall.message.Inbound.RotateSession;
import pitwall.message.Outbound.RelayError;
import pitwall.message.Rejection;
import pitwall.message.SessionId;

/** How much one connection or address may ask for. */
class RelayLimitsTest {
  @Test
  void sessionsThatAreOverDoNotCountAmongTheMost() throws Rejection {
    Paddock paddock =
        new Paddock("max-sessions-per-monitor", "2", "max-joins", "2", "max-sessions", "2");
    Paddock.Client monitor = paddock.monitor();
    Paddock.Client dashboard = paddock.dashboard();
    for (int i = 0; i < 10; i++) {
      SessionId session = monitor.startsASession();
      dashboard.joins(session);
      monitor.says(new RotateSession(session, null, null));
      session = monitor.lastAssigned().sessionId();
      dashboard.joins(session);
      monitor.says(new EndSession(session, null));
    }
    assertThat(paddock.store.all()).isEmpty();
  }

  @Test
  void tooManySessionsFromOneAddressAreRefused() throws Rejection {
    Paddock paddock = new Paddock("session-rate", "2/1h");
    paddock.monitor().startsASession();
    paddock.monitor().startsASession();
    paddock.monitor().assertRefused(new RequestSessionId(), Code.RATE_LIMITED);
    Paddock.Client elsewhere = paddock.monitor(Paddock.ELSEWHERE);
    SessionId session = elsewhere.startsASession();
    elsewhere.says(new RotateSession(session, null, null)); // counts as one
    SessionId next = elsewhere.lastAssigned().sessionId();
    elsewhere.assertRefused(new RotateSession(next, null, null), Code.RATE_LIMITED);
    elsewhere.sendsTelemetry(next, "{}");
  }

  @Test
  void tooManyMessagesAreToldThenDroppedThenEnded() {
    Paddock paddock = new Paddock("message-rate", "10/10s");
    Paddock.Client monitor = paddock.monitor();
    int admitted = 0;
    while (monitor.viewer.closed().isEmpty()) {
      admitted += paddock.relay.admits(monitor.peer) ? 1 : 0;
    }
    assertThat(admitted).isBetween(10, 11); // the relay's clock goes on meanwhile
    assertThat(monitor.viewer.closed()).containsOnly(CloseCode.FLOOD);
    assertThat(monitor.heard(RelayError.class)).isNotEmpty().hasSizeLessThan(3);
    assertThat(monitor.heard(RelayError.class).get(0).code()).isEqualTo(Code.RATE_LIMITED);
  }
}
