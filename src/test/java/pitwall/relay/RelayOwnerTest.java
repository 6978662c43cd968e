package pitwall.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static pitwall.relay.Paddock.ELSEWHERE;
import static pitwall.relay.Paddock.HOME;

import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pitwall.hub.Frame;
import pitwall.message.Code;
import pitwall.message.Outbound.SessionIdAssigned;
import pitwall.message.PublishToken;
import pitwall.message.Rejection;
import pitwall.message.SessionId;

/** Who may publish: the contract's rules, from one connection to another. */
class RelayOwnerTest {
  private final Paddock paddock = new Paddock();
  private final Paddock.Client monitor = paddock.monitor();
  private Paddock.Client dashboard;
  private SessionId session;
  private PublishToken token;

  @BeforeEach
  void someoneWatchesASession() throws Rejection {
    SessionIdAssigned assigned = monitor.asksForASession();
    session = assigned.sessionId();
    token = assigned.publishToken();
    dashboard = paddock.watching(session);
  }

  @Test
  void aMonitorThatReconnectsFromItsAddressGoesOnWithoutAToken() throws Rejection {
    monitor.sendsTelemetry(session, "{\"lap\":1}");
    monitor.disconnects();
    Paddock.Client again = paddock.monitor(HOME);
    again.sendsTelemetry(session, "{\"lap\":2}");

    assertThat(dashboard.saw()).containsExactly("{\"lap\":1}", "{\"lap\":2}");
    assertThat(again.lastStatus().sessionId()).isEqualTo(session);
    assertThat(dashboard.updateFrames()).extracting(Frame::seq).containsExactly(1L, 2L);
  }

  @Test
  void aMonitorFromAnotherAddressNeedsTheToken() throws Rejection {
    monitor.disconnects();
    Paddock.Client other = paddock.monitor(ELSEWHERE);

    assertRefused(Code.NOT_OWNER, () -> other.sendsTelemetry(session, "{\"lap\":9}"));
    other.sendsTelemetry(session, token, "{\"lap\":2}");
    other.sendsTelemetry(session, "{\"lap\":3}");

    assertThat(dashboard.saw()).containsExactly("{\"lap\":2}", "{\"lap\":3}");
  }

  @Test
  void monitorsWithoutAnAddressNeedTheToken() throws Rejection {
    Paddock.Client first = paddock.monitor("");
    SessionIdAssigned theirs = first.asksForASession();
    first.disconnects();
    Paddock.Client second = paddock.monitor("");

    assertRefused(Code.NOT_OWNER, () -> second.sendsTelemetry(theirs.sessionId(), "{}"));
    second.sendsTelemetry(theirs.sessionId(), theirs.publishToken(), "{}");
  }

  @Test
  void whileTheOwnerIsConnectedItsNeighbourIsRefused() {
    Paddock.Client neighbour = paddock.monitor(HOME);

    assertRefused(Code.NOT_OWNER, () -> neighbour.sendsTelemetry(session, "{\"lap\":9}"));
    assertRefused(Code.NOT_OWNER, () -> neighbour.sendsSetup(session, "{\"wing\":9}"));
    assertNothingChanged();
  }

  @Test
  void theTokenTakesOverFromAnOwnerThatStillLooksConnected() throws Rejection {
    Paddock.Client successor = paddock.monitor(ELSEWHERE);
    successor.sendsTelemetry(session, token, "{\"lap\":2}");

    assertRefused(Code.NOT_OWNER, () -> monitor.sendsTelemetry(session, "{\"lap\":9}"));
    monitor.disconnects();
    successor.sendsTelemetry(session, "{\"lap\":3}");

    assertThat(dashboard.saw()).containsExactly("{\"lap\":2}", "{\"lap\":3}");
    assertThat(paddock.store.get(session).hasMonitor()).isTrue();
  }

  @Test
  void aWrongTokenIsRefusedEvenFromTheOwner() {
    PublishToken wrong = PublishToken.random();

    assertRefused(Code.NOT_OWNER, () -> monitor.sendsTelemetry(session, wrong, "{\"lap\":9}"));
    assertNothingChanged();
  }

  @Test
  void withTheTokenPolicyTheAddressIsNotEnough() throws Rejection {
    Paddock strict = new Paddock("takeover", "token");
    Paddock.Client first = strict.monitor();
    SessionIdAssigned theirs = first.asksForASession();
    first.disconnects();
    Paddock.Client again = strict.monitor();

    assertRefused(Code.NOT_OWNER, () -> again.sendsTelemetry(theirs.sessionId(), "{}"));
    again.sendsTelemetry(theirs.sessionId(), theirs.publishToken(), "{}");
  }

  @Test
  void aDashboardThatPublishesIsRefusedEvenWithTheToken() {
    Paddock.Client intruder = paddock.dashboard();

    assertRefused(Code.NOT_OWNER, () -> intruder.sendsTelemetry(session, "{\"lap\":9}"));
    assertRefused(Code.NOT_OWNER, () -> intruder.sendsTelemetry(session, token, "{\"lap\":9}"));
    assertRefused(Code.NOT_OWNER, () -> intruder.sendsSetup(session, "{\"wing\":9}"));
    assertRefused(Code.NOT_OWNER, () -> intruder.sendsTelemetry(SessionId.random(), "{\"lap\":9}"));
    assertNothingChanged();
  }

  private void assertNothingChanged() {
    assertThat(dashboard.saw()).isEmpty();
    assertThat(paddock.store.get(session).state().telemetry()).isNull();
    assertThat(paddock.store.get(session).state().setup()).isNull();
  }

  private static Rejection assertRefused(Code code, ThrowingCallable message) {
    Rejection refusal = Assertions.catchThrowableOfType(Rejection.class, message);
    assertThat(refusal).as("refusal").isNotNull();
    assertThat(refusal.code()).isEqualTo(code);
    return refusal;
  }
}
