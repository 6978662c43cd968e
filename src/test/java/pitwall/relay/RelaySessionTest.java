package pitwall.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import pitwall.message.Code;
import pitwall.message.Outbound.RelayError;
import pitwall.message.Outbound.SessionIdAssigned;
import pitwall.message.Outbound.SessionStatus;
import pitwall.message.Rejection;
import pitwall.message.SessionState;

/** How a session begins. */
class RelaySessionTest {
  private final Paddock paddock = new Paddock("max-sessions", "2");

  @Test
  void aMonitorThatAsksIsGivenAnIdATokenAndALink() throws Rejection {
    SessionIdAssigned assigned = paddock.monitor().asksForASession();

    assertThat(assigned.sessionId().value())
        .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
    assertThat(assigned.publishToken().value()).matches("[A-Za-z0-9_-]{43}");
    assertThat(assigned.dashboardUrl())
        .isEqualTo("http://localhost:8080/relay/dashboard/" + assigned.sessionId().value());
  }

  @Test
  void theLinkLeadsToThePublicUrlWhereThatIsSet() throws Rejection {
    Paddock published = new Paddock("public-url", "https://pit.example/");
    SessionIdAssigned assigned = published.monitor().asksForASession();

    assertThat(assigned.dashboardUrl())
        .isEqualTo("https://pit.example/dashboard/" + assigned.sessionId().value());
  }

  @Test
  void theAnswerGoesToThatMonitorAloneAndComesFirst() throws Rejection {
    Paddock.Client other = paddock.monitor();
    Paddock.Client dashboard = paddock.dashboard();
    Paddock.Client monitor = paddock.monitor();
    SessionIdAssigned assigned = monitor.asksForASession();

    assertThat(monitor.heard())
        .containsExactly(
            assigned, new SessionStatus(assigned.sessionId(), SessionState.WAITING, 0, null));
    assertThat(other.heard()).isEmpty();
    assertThat(dashboard.heard()).isEmpty();
  }

  @Test
  void aMonitorMayHaveSeveralSessions() throws Rejection {
    Paddock.Client monitor = paddock.monitor();
    SessionIdAssigned first = monitor.asksForASession();
    SessionIdAssigned second = monitor.asksForASession();

    assertThat(second.sessionId()).isNotEqualTo(first.sessionId());
    assertThat(second.publishToken()).isNotEqualTo(first.publishToken());
    monitor.sendsTelemetry(first.sessionId(), "{\"car\":1}");
    monitor.sendsTelemetry(second.sessionId(), "{\"car\":2}");
    assertThat(paddock.watching(first.sessionId()).saw()).containsExactly("{\"car\":1}");
  }

  @Test
  void oneSessionTooManyFindsTheRelayBusy() throws Rejection {
    Paddock.Client monitor = paddock.monitor();
    monitor.startsASession();
    monitor.startsASession();

    Rejection refusal = catchThrowableOfType(Rejection.class, monitor::startsASession);

    assertThat(refusal.code()).isEqualTo(Code.SERVER_BUSY);
    assertThat(monitor.heard(SessionIdAssigned.class)).hasSize(2);
  }

  @Test
  void aDashboardIsGivenNone() {
    Paddock.Client dashboard = paddock.dashboard();

    Rejection refusal = catchThrowableOfType(Rejection.class, dashboard::startsASession);

    assertThat(refusal.code()).isEqualTo(Code.NOT_OWNER);
    assertThat(dashboard.heard()).isEmpty();
    assertThat(paddock.store.all()).isEmpty();
  }

  @Test
  void whoIsRefusedIsToldWhyAndNobodyElseIs() {
    Paddock.Client sender = paddock.monitor();
    Paddock.Client other = paddock.monitor();
    Rejection refusal = new Rejection(Code.NOT_OWNER, "not yours");

    paddock.relay.refuse(sender.peer, refusal, "setup_data");
    paddock.relay.refuse(sender.peer, Rejection.invalid("no JSON"), null);

    assertThat(sender.heard())
        .containsExactly(
            new RelayError(Code.NOT_OWNER, "not yours", "setup_data"),
            new RelayError(Code.INVALID_PAYLOAD, "no JSON", null));
    assertThat(sender.viewer.closed()).isEmpty();
    assertThat(other.heard()).isEmpty();
  }
}
