package pitwall.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pitwall.hub.CloseCode;
import pitwall.message.Code;
import pitwall.message.Inbound.RequestSessionId;
import pitwall.message.Outbound.SessionStatus;
import pitwall.message.Rejection;
import pitwall.message.SessionId;
import pitwall.message.SessionState;

/** How connections, sessions and the relay itself come to their ends. */
class RelayEndTest {
  private static final Duration TTL = Duration.ofHours(1);

  private final Paddock paddock = new Paddock("session-ttl", "1h", "max-joins", "1");
  private final Paddock.Client monitor = paddock.monitor();
  private SessionId session;
  private Paddock.Client dashboard;

  @BeforeEach
  void someoneWatchesASession() throws Rejection {
    session = monitor.startsASession();
    dashboard = paddock.watching(session);
  }

  private void somethingIsPublished() throws Rejection {
    monitor.sendsTelemetry(session, "{\"lap\":1}");
  }

  @Test
  void aDashboardThatDisconnectsIsNoViewerAnyMore() throws Rejection {
    dashboard.disconnects();
    monitor.sendsTelemetry(session, "{\"lap\":1}");

    assertThat(paddock.hub.viewers(session)).isZero();
    assertThat(paddock.hub.connections()).isOne();
    assertThat(dashboard.saw()).isEmpty();
    assertThat(dashboard.viewer.closed()).isEmpty();
  }

  @Test
  void theEndOfADashboardIsToldToTheOthersInTheEnd() throws Rejection {
    Paddock.Client other = paddock.watching(session);
    dashboard.disconnects();

    await()
        .untilAsserted(
            () -> {
              paddock.relay.tick();
              assertThat(other.lastStatus().viewers()).isOne();
              assertThat(monitor.lastStatus().viewers()).isOne();
            });
  }

  @Test
  void theEndOfTheMonitorIsToldToTheViewersInTheEnd() throws Rejection {
    monitor.sendsTelemetry(session, "{\"lap\":1}");
    monitor.disconnects();

    assertThat(paddock.store.get(session).hasMonitor()).isFalse();
    await()
        .untilAsserted(
            () -> {
              paddock.relay.tick();
              assertThat(dashboard.lastStatus())
                  .isEqualTo(new SessionStatus(session, SessionState.GONE, 1, 0L));
            });
  }

  @Test
  void aConnectionEndsOnceHoweverOftenThatIsReported() throws Rejection {
    monitor.disconnects();
    Paddock.Client again = paddock.monitor();
    again.sendsTelemetry(session, "{}");
    monitor.disconnects();
    dashboard.disconnects();
    dashboard.disconnects();

    assertThat(paddock.store.get(session).hasMonitor()).isTrue();
    assertThat(paddock.hub.connections()).isOne();
  }

  @Test
  void allSessionsOfAMonitorLoseItWithItsConnection() throws Rejection {
    SessionId second = monitor.startsASession();
    SessionId anothers = paddock.monitor().startsASession();
    monitor.disconnects();

    assertThat(paddock.store.get(session).hasMonitor()).isFalse();
    assertThat(paddock.store.get(second).hasMonitor()).isFalse();
    assertThat(paddock.store.get(anothers).hasMonitor()).isTrue();
  }

  @Test
  void whatIsServedAfterAConnectionHasEndedBindsNothingToIt() throws Rejection {
    monitor.disconnects();
    monitor.sendsTelemetry(session, "{}");
    monitor.says(new RequestSessionId());
    dashboard.disconnects();
    dashboard.joins(session);

    assertThat(paddock.store.all()).hasSize(2).noneMatch(any -> any.hasMonitor());
    assertThat(paddock.hub.viewers(session)).isZero();
  }

  @Test
  void aSessionWithoutMonitorAndViewersIsForgottenAfterItsTime() throws Rejection {
    somethingIsPublished();
    monitor.disconnects();
    dashboard.disconnects();
    paddock.clock.advance(TTL);
    paddock.relay.expire();
    assertThat(paddock.store.get(session)).isNotNull();

    paddock.clock.advance(Duration.ofMillis(1));
    paddock.relay.expire();
    assertThat(paddock.store.get(session)).isNull();
    assertThat(paddock.hub.room(session)).isNull();
    Rejection refusal =
        catchThrowableOfType(Rejection.class, () -> paddock.dashboard().joins(session));
    assertThat(refusal.code()).isEqualTo(Code.UNKNOWN_SESSION);
  }

  @Test
  void aSessionThatIsWatchedOrPublishedToIsKept() throws Rejection {
    SessionId unwatched = monitor.startsASession();
    Paddock.Client other = paddock.monitor();
    SessionId abandoned = other.startsASession();
    paddock.dashboard().joins(abandoned);
    other.disconnects();

    paddock.clock.advance(TTL.multipliedBy(100));
    paddock.relay.expire();

    assertThat(paddock.store.get(session)).isNotNull();
    assertThat(paddock.store.get(unwatched)).isNotNull();
    assertThat(paddock.store.get(abandoned)).isNotNull();
  }

  @Test
  void theTimeOfASessionBeginsWhenTheLastViewerGoes() throws Rejection {
    somethingIsPublished();
    monitor.disconnects();
    paddock.clock.advance(TTL.multipliedBy(2));
    dashboard.leaves(session);
    paddock.clock.advance(TTL);
    paddock.relay.expire();
    assertThat(paddock.store.get(session)).isNotNull();

    paddock.clock.advance(Duration.ofMillis(1));
    paddock.relay.expire();
    assertThat(paddock.store.get(session)).isNull();
  }

  @Test
  void aMonitorThatComesBackAfterThatFindsAnUnknownSession() throws Rejection {
    monitor.disconnects();
    dashboard.disconnects();
    paddock.clock.advance(TTL.multipliedBy(2));
    paddock.relay.expire();

    Rejection refusal =
        catchThrowableOfType(
            Rejection.class, () -> paddock.monitor().sendsTelemetry(session, "{}"));
    assertThat(refusal.code()).isEqualTo(Code.UNKNOWN_SESSION);
  }

  @Test
  void aSessionThatTheOperatorEndsIsGoneForItsViewersAndUnknownToItsMonitor() throws Rejection {
    monitor.sendsTelemetry(session, "{\"lap\":1}");
    paddock.relay.end(session);

    assertThat(dashboard.lastStatus().state()).isEqualTo(SessionState.GONE);
    assertThat(monitor.lastStatus().state()).isEqualTo(SessionState.GONE);
    assertThat(paddock.hub.room(session)).isNull();
    Rejection refusal =
        catchThrowableOfType(Rejection.class, () -> monitor.sendsTelemetry(session, "{}"));
    assertThat(refusal.code()).isEqualTo(Code.UNKNOWN_SESSION);
    refusal = catchThrowableOfType(Rejection.class, () -> dashboard.joins(session));
    assertThat(refusal.code()).isEqualTo(Code.UNKNOWN_SESSION);
    assertThat(dashboard.viewer.closed()).isEmpty();
    monitor.sendsTelemetry(monitor.startsASession(), "{\"lap\":2}");
    assertThat(dashboard.saw()).containsExactly("{\"lap\":1}");
  }

  @Test
  void whoIsAboutToStopSaysSoAndMayStayAfterAll() {
    assertThat(paddock.relay.isLeaving()).isFalse();
    paddock.relay.leave();
    assertThat(paddock.relay.isLeaving()).isTrue();
    paddock.relay.stay();
    assertThat(paddock.relay.isLeaving()).isFalse();
    paddock.relay.shutDown();
    assertThat(paddock.relay.isLeaving()).isTrue();
  }

  @Test
  void whenTheRelayStopsEveryoneIsToldToComeBack() {
    paddock.relay.shutDown();

    assertThat(monitor.viewer.closed()).containsExactly(CloseCode.GOING_AWAY);
    assertThat(dashboard.viewer.closed()).containsExactly(CloseCode.GOING_AWAY);
  }

  @Test
  void whoComesWhenItHasStoppedIsToldSo() {
    paddock.relay.shutDown();
    Paddock.Client late = paddock.monitor();

    assertThat(late.viewer.closed()).containsExactly(CloseCode.GOING_AWAY);
  }

  @Test
  void aFailedTransportConcernsNobodyElse() throws Rejection {
    paddock.relay.failed(dashboard.peer, new IllegalStateException("reset"));
    monitor.sendsTelemetry(session, "{\"lap\":1}");

    assertThat(dashboard.saw()).containsExactly("{\"lap\":1}");
  }
}
