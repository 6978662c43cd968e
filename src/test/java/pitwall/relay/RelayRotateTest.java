package pitwall.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import pitwall.config.Settings;
import pitwall.config.TestSettings;
import pitwall.hub.FakeViewer;
import pitwall.hub.Hub;
import pitwall.hub.Room;
import pitwall.message.Code;
import pitwall.message.Inbound.EndSession;
import pitwall.message.Inbound.JoinSession;
import pitwall.message.Inbound.RequestSessionId;
import pitwall.message.Inbound.RotateSession;
import pitwall.message.Outbound;
import pitwall.message.Outbound.SessionEnded;
import pitwall.message.Outbound.SessionIdAssigned;
import pitwall.message.Outbound.SessionStatus;
import pitwall.message.PublishToken;
import pitwall.message.Rejection;
import pitwall.message.SessionId;
import pitwall.message.SessionState;
import pitwall.session.FakeClock;
import pitwall.session.SessionStore;

/** New ids for sessions and ends of them, by whoever may ask for that. */
class RelayRotateTest {
  private final Paddock paddock = new Paddock();

  @Test
  void aRotatedSessionGoesOnUnderANewIdAndItsViewersDoNot() throws Rejection {
    Paddock.Client monitor = paddock.monitor();
    SessionIdAssigned before = monitor.asksForASession();
    SessionId old = before.sessionId();
    Paddock.Client dashboard = paddock.watching(old);
    monitor.sendsSetup(old, "{\"wing\":7}");
    monitor.sendsTelemetry(old, "{\"n\":1}");

    monitor.says(new RotateSession(old, null, null));
    SessionIdAssigned after = monitor.lastAssigned();
    SessionId next = after.sessionId();

    assertThat(next).isNotEqualTo(old);
    assertThat(after.publishToken()).isNotEqualTo(before.publishToken());
    assertThat(after.dashboardUrl()).endsWith("/dashboard/" + next.value());
    assertThat(dashboard.heard(SessionEnded.class))
        .containsExactly(new SessionEnded(old, "rotated"));
    assertThat(dashboard.lastStatus().state()).isEqualTo(SessionState.GONE);
    dashboard.assertRefused(new JoinSession(old), Code.UNKNOWN_SESSION);
    assertThat(
            catchThrowableOfType(Rejection.class, () -> monitor.sendsTelemetry(old, "{}")).code())
        .isEqualTo(Code.UNKNOWN_SESSION);
    monitor.sendsTelemetry(next, "{\"n\":2}");
    assertThat(dashboard.saw()).containsExactly("{\"wing\":7}", "{\"n\":1}");

    Paddock.Client late = paddock.watching(next);
    assertThat(late.saw()).containsExactly("{\"wing\":7}", "{\"n\":2}");
    assertThat(late.heard(Outbound.Update.class))
        .extracting(Outbound.Update::sessionId)
        .containsOnly(next);
    assertThat(late.updateFrames().get(1).seq()).isEqualTo(3);
    assertThat(late.lastStatus().state()).isEqualTo(SessionState.LIVE);
  }

  @Test
  void anEndedSessionIsNotThereAnyMore() throws Rejection {
    Paddock.Client monitor = paddock.monitor();
    SessionId session = monitor.startsASession();
    Paddock.Client dashboard = paddock.watching(session);

    monitor.says(new EndSession(session, null));

    assertThat(dashboard.heard(SessionEnded.class))
        .containsExactly(new SessionEnded(session, "ended"));
    assertThat(dashboard.lastStatus().state()).isEqualTo(SessionState.GONE);
    dashboard.assertRefused(new JoinSession(session), Code.UNKNOWN_SESSION);
    monitor.assertRefused(new EndSession(session, null), Code.UNKNOWN_SESSION);
    assertThat(paddock.store.all()).isEmpty();
    assertThat(paddock.hub.room(session)).isNull();
  }

  @Test
  void onlyTheOwnerMayRotateAndEnd() throws Rejection {
    SessionIdAssigned assigned = paddock.monitor().asksForASession();
    SessionId session = assigned.sessionId();
    PublishToken wrong = new PublishToken("wrong");
    Paddock.Client stranger = paddock.monitor(Paddock.ELSEWHERE);
    Paddock.Client dashboard = paddock.dashboard();
    for (Paddock.Client other : List.of(stranger, dashboard)) {
      other.assertRefused(new RotateSession(session, null, null), Code.NOT_OWNER);
      other.assertRefused(new RotateSession(session, wrong, null), Code.NOT_OWNER);
      other.assertRefused(new EndSession(session, null), Code.NOT_OWNER);
      other.assertRefused(new EndSession(session, wrong), Code.NOT_OWNER);
    }
    assertThat(paddock.store.get(session)).isNotNull();
    stranger.says(new EndSession(session, assigned.publishToken()));
    assertThat(paddock.store.get(session)).isNull();
  }

  @Test
  void whoHasOnlyComeFromTheOwnersAddressMayPublishButNeitherRotateNorEnd() throws Rejection {
    Paddock.Client monitor = paddock.monitor();
    SessionIdAssigned assigned = monitor.asksForASession();
    SessionId session = assigned.sessionId();
    monitor.disconnects();
    Paddock.Client neighbour = paddock.monitor();

    neighbour.assertRefused(new RotateSession(session, null, null), Code.NOT_OWNER);
    neighbour.assertRefused(new EndSession(session, null), Code.NOT_OWNER);
    neighbour.sendsTelemetry(session, "{}");
    neighbour.assertRefused(new RotateSession(session, null, null), Code.NOT_OWNER);
    neighbour.assertRefused(new EndSession(session, null), Code.NOT_OWNER);
    assertThat(neighbour.heard(SessionIdAssigned.class)).isEmpty();

    Paddock.Client again = paddock.monitor(Paddock.ELSEWHERE);
    again.sendsTelemetry(session, assigned.publishToken(), "{}");
    again.says(new RotateSession(session, null, null));
    assertThat(again.heard(SessionIdAssigned.class)).hasSize(1);
    assertThat(paddock.store.get(session)).isNull();
  }

  @Test
  void theOperatorMayEndAnySession() throws Rejection {
    Paddock.Client monitor = paddock.monitor();
    SessionId session = monitor.startsASession();
    Paddock.Client dashboard = paddock.watching(session);
    paddock.relay.end(session);
    assertThat(dashboard.heard(SessionEnded.class)).hasSize(1);
    assertThat(monitor.heard(SessionEnded.class)).hasSize(1);
    assertThat(catchThrowableOfType(Rejection.class, () -> paddock.relay.end(session)).code())
        .isEqualTo(Code.UNKNOWN_SESSION);
  }

  @Test
  void aSessionThatEndsBeforeItHasARoomLeavesNone() throws Rejection {
    Settings settings = TestSettings.with();
    FakeClock clock = new FakeClock();
    SessionStore store = new SessionStore(settings, clock);
    Hub hub =
        new Hub() {
          @Override
          public Room open(SessionId session, IntFunction<SessionStatus> status) {
            try {
              store.end(session);
            } catch (Rejection refusal) {
              throw new AssertionError(refusal);
            }
            return super.open(session, status);
          }
        };
    Relay relay = Paddock.relay(settings, store, hub, clock);
    FakeViewer viewer = FakeViewer.prompt();
    Peer peer = relay.connect(viewer, Role.MONITOR, Paddock.HOME, "http://localhost:8080");

    relay.receive(peer, new RequestSessionId());

    SessionEnded ended =
        (SessionEnded)
            viewer.messages().stream().filter(SessionEnded.class::isInstance).findFirst().get();
    assertThat(hub.room(ended.sessionId())).isNull();
  }

  @Test
  void aConnectionDoesNotRememberWhatItHasRotated() throws Rejection {
    Paddock.Client monitor = paddock.monitor();
    SessionId session = monitor.startsASession();
    for (int i = 0; i < 50; i++) {
      monitor.says(new RotateSession(session, null, null));
      session = monitor.lastAssigned().sessionId();
    }
    List<SessionId> published = new ArrayList<>();
    monitor.peer.leave(watched -> {}, published::add);
    assertThat(published).containsExactly(session);
  }

  @Test
  void aConnectionDoesNotRememberWhatItHasTakenOverAndEnded() throws Rejection {
    Paddock.Client monitor = paddock.monitor();
    Paddock.Client other = paddock.monitor(Paddock.ELSEWHERE);
    for (int i = 0; i < 20; i++) {
      SessionIdAssigned assigned = monitor.asksForASession();
      other.sendsTelemetry(assigned.sessionId(), assigned.publishToken(), "{}");
      other.says(new EndSession(assigned.sessionId(), null));
    }
    List<SessionId> published = new ArrayList<>();
    other.peer.leave(watched -> {}, published::add);
    assertThat(published).isEmpty();
  }
}
