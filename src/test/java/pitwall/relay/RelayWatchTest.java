package pitwall.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pitwall.message.Code;
import pitwall.message.Outbound.SessionStatus;
import pitwall.message.Outbound.SetupUpdate;
import pitwall.message.Outbound.TelemetryUpdate;
import pitwall.message.Rejection;
import pitwall.message.SessionId;
import pitwall.message.SessionState;

/** Joining, leaving and what a dashboard gets to see. */
class RelayWatchTest {
  private final Paddock paddock = new Paddock("max-joins", "2");
  private final Paddock.Client monitor = paddock.monitor();
  private final Paddock.Client dashboard = paddock.dashboard();
  private SessionId session;

  @BeforeEach
  void aSessionHasBegun() throws Rejection {
    session = monitor.startsASession();
  }

  @Test
  void whoJoinsBeforeThereIsDataGetsTheStatus() throws Rejection {
    dashboard.joins(session);

    assertThat(dashboard.heard())
        .containsExactly(new SessionStatus(session, SessionState.WAITING, 1, null));
  }

  @Test
  void whoJoinsLaterGetsTheSetupTheTelemetryAndTheStatus() throws Rejection {
    monitor.sendsTelemetry(session, "{\"lap\":1}");
    monitor.sendsSetup(session, "{\"wing\":6}");
    monitor.sendsSetup(session, "{\"wing\":7}");
    monitor.sendsTelemetry(session, "{\"lap\":2}");
    dashboard.joins(session);

    assertThat(dashboard.heard())
        .containsExactly(
            new SetupUpdate(session, Paddock.TIMESTAMP, Paddock.json("{\"wing\":7}")),
            new TelemetryUpdate(session, Paddock.json("{\"lap\":2}")),
            new SessionStatus(session, SessionState.LIVE, 1, 0L));
  }

  @Test
  void whoJoinsAfterTheMonitorHasLeftGetsItsLastState() throws Rejection {
    monitor.sendsTelemetry(session, "{\"lap\":1}");
    monitor.disconnects();
    dashboard.joins(session);

    assertThat(dashboard.saw()).containsExactly("{\"lap\":1}");
    assertThat(dashboard.lastStatus().state()).isEqualTo(SessionState.GONE);
  }

  @Test
  void everyDashboardSeesEveryMessage() throws Rejection {
    List<Paddock.Client> dashboards = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      dashboards.add(paddock.watching(session));
    }
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      sent.add("{\"lap\":" + i + "}");
      monitor.sendsTelemetry(session, sent.get(i));
    }

    assertThat(dashboards).allSatisfy(each -> assertThat(each.saw()).isEqualTo(sent));
    assertThat(paddock.hub.viewers(session)).isEqualTo(50);
  }

  @Test
  void sessionsNeverSeeEachOther() throws Rejection {
    Paddock.Client otherMonitor = paddock.monitor();
    SessionId otherSession = otherMonitor.startsASession();
    dashboard.joins(session);
    Paddock.Client otherDashboard = paddock.watching(otherSession);

    monitor.sendsTelemetry(session, "{\"car\":1}");
    otherMonitor.sendsTelemetry(otherSession, "{\"car\":2}");
    monitor.sendsSetup(session, "{\"setup\":1}");

    assertThat(dashboard.saw()).containsExactly("{\"car\":1}", "{\"setup\":1}");
    assertThat(otherDashboard.saw()).containsExactly("{\"car\":2}");
    assertThat(otherDashboard.heard(SessionStatus.class))
        .extracting(SessionStatus::sessionId)
        .containsOnly(otherSession);
    assertThat(otherMonitor.heard(SessionStatus.class))
        .extracting(SessionStatus::sessionId)
        .containsOnly(otherSession);
  }

  @Test
  void aDashboardMayWatchSeveralSessions() throws Rejection {
    SessionId second = monitor.startsASession();
    dashboard.joins(session);
    dashboard.joins(second);
    monitor.sendsTelemetry(session, "{\"car\":1}");
    monitor.sendsTelemetry(second, "{\"car\":2}");

    assertThat(dashboard.saw()).containsExactly("{\"car\":1}", "{\"car\":2}");
  }

  @Test
  void whoJoinsTwiceSeesEveryMessageOnce() throws Rejection {
    monitor.sendsSetup(session, "{\"wing\":7}");
    dashboard.joins(session);
    dashboard.joins(session);
    monitor.sendsTelemetry(session, "{\"lap\":1}");

    assertThat(dashboard.saw()).containsExactly("{\"wing\":7}", "{\"lap\":1}");
    assertThat(paddock.hub.viewers(session)).isOne();
  }

  @Test
  void whoLeavesSeesNothingMore() throws Rejection {
    Paddock.Client other = paddock.watching(session);
    dashboard.joins(session);
    dashboard.leaves(session);
    monitor.sendsTelemetry(session, "{\"lap\":1}");

    assertThat(dashboard.saw()).isEmpty();
    assertThat(other.saw()).containsExactly("{\"lap\":1}");
    assertThat(paddock.hub.viewers(session)).isOne();
  }

  @Test
  void leavingTwiceOrWithoutHavingJoinedIsNoMistake() throws Rejection {
    paddock.watching(session);
    dashboard.leaves(session);
    dashboard.joins(session);
    dashboard.leaves(session);
    dashboard.leaves(session);

    assertThat(paddock.hub.viewers(session)).isOne();
  }

  @Test
  void whatIsNotThereCanNeitherBeJoinedNorLeft() {
    for (String id :
        new String[] {
          "", "x", SessionId.random().value(), session.value().toUpperCase(Locale.ROOT)
        }) {
      Rejection joining =
          catchThrowableOfType(Rejection.class, () -> dashboard.joins(new SessionId(id)));
      Rejection leaving =
          catchThrowableOfType(Rejection.class, () -> dashboard.leaves(new SessionId(id)));
      assertThat(joining.code()).isEqualTo(Code.UNKNOWN_SESSION);
      assertThat(leaving.code()).isEqualTo(Code.UNKNOWN_SESSION);
    }
    assertThat(dashboard.heard()).isEmpty();
  }

  @Test
  void aConnectionWatchesAsManySessionsAsItMay() throws Rejection {
    SessionId second = monitor.startsASession();
    SessionId third = monitor.startsASession();
    dashboard.joins(session);
    dashboard.joins(second);

    Rejection refusal = catchThrowableOfType(Rejection.class, () -> dashboard.joins(third));
    assertThat(refusal.code()).isEqualTo(Code.RATE_LIMITED);
    assertThat(refusal).hasMessageContaining("2 sessions");
    assertThat(paddock.hub.viewers(third)).isZero();

    dashboard.joins(second);
    dashboard.leaves(session);
    dashboard.joins(third);
    assertThat(paddock.hub.viewers(third)).isOne();
  }

  @Test
  void whatOneConnectionWatchesDoesNotCountForAnother() throws Rejection {
    SessionId second = monitor.startsASession();
    dashboard.joins(session);
    dashboard.joins(second);
    Paddock.Client other = paddock.watching(second);

    assertThat(other.heard()).isNotEmpty();
  }

  @Test
  void aMonitorMayWatchAnothersSession() throws Rejection {
    Paddock.Client curious = paddock.monitor(Paddock.ELSEWHERE);
    curious.joins(session);
    monitor.sendsTelemetry(session, "{\"lap\":1}");

    assertThat(curious.saw()).containsExactly("{\"lap\":1}");
  }
}
