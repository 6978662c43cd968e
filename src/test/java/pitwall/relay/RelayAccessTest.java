package pitwall.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.function.IntFunction;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import pitwall.config.Settings;
import pitwall.config.TestSettings;
import pitwall.hub.CloseCode;
import pitwall.hub.FakeViewer;
import pitwall.hub.Hub;
import pitwall.hub.Room;
import pitwall.message.Code;
import pitwall.message.Inbound;
import pitwall.message.Inbound.EndSession;
import pitwall.message.Inbound.JoinSession;
import pitwall.message.Inbound.RequestSessionId;
import pitwall.message.Inbound.RotateSession;
import pitwall.message.Outbound;
import pitwall.message.Outbound.RelayError;
import pitwall.message.Outbound.SessionEnded;
import pitwall.message.Outbound.SessionIdAssigned;
import pitwall.message.Outbound.SessionStatus;
import pitwall.message.Pin;
import pitwall.message.PublishToken;
import pitwall.message.Rejection;
import pitwall.message.SessionId;
import pitwall.message.SessionState;
import pitwall.message.ViewerToken;
import pitwall.session.FakeClock;
import pitwall.session.RaceSession;
import pitwall.session.SessionStore;

/** PINs, tokens, new links, the end of a session, and too many messages. */
class RelayAccessTest {
  private static final String SECRET = "a secret of at least 32 bytes, as it says";
  private static final Pin PIN = new Pin("le mans 24");
  private static final Pin WRONG = new Pin("0000");

  private Paddock paddock = new Paddock("viewer-token-secret", SECRET, "guess-rate", "3/1h");

  private static Rejection refusal(Paddock.Client client, Inbound message) {
    return catchThrowableOfType(Rejection.class, () -> client.says(message));
  }

  private static void assertRefused(Paddock.Client client, Inbound message, Code code) {
    assertThat(refusal(client, message)).extracting(Rejection::code).isEqualTo(code);
  }

  private static SessionIdAssigned last(Paddock.Client monitor) {
    List<SessionIdAssigned> all = monitor.heard(SessionIdAssigned.class);
    return all.get(all.size() - 1);
  }

  private static SessionId locked(Paddock.Client monitor) throws Rejection {
    monitor.says(new RequestSessionId(PIN));
    return last(monitor).sessionId();
  }

  private ViewerToken token(Duration validFor) {
    try {
      SignedJWT jwt =
          new SignedJWT(
              new JWSHeader(JWSAlgorithm.HS256),
              new JWTClaimsSet.Builder()
                  .claim("role", "viewer")
                  .expirationTime(Date.from(paddock.clock.instant().plus(validFor)))
                  .build());
      jwt.sign(new MACSigner(SECRET));
      return new ViewerToken(jwt.serialize());
    } catch (JOSEException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void whoKnowsThePinMayWatch() throws Rejection {
    Paddock.Client monitor = paddock.monitor();
    SessionId session = locked(monitor);
    Paddock.Client dashboard = paddock.dashboard();

    assertThat(refusal(dashboard, new JoinSession(session)))
        .hasMessageContaining("asks for a PIN")
        .extracting(Rejection::code)
        .isEqualTo(Code.UNAUTHORIZED);
    assertThat(refusal(dashboard, new JoinSession(session, WRONG, null)))
        .hasMessageContaining("not this session's PIN")
        .extracting(Rejection::code)
        .isEqualTo(Code.UNAUTHORIZED);
    monitor.sendsTelemetry(session, "{\"n\":1}");
    assertThat(dashboard.heard()).isEmpty();

    dashboard.says(new JoinSession(session, PIN, null));
    assertThat(dashboard.saw()).containsExactly("{\"n\":1}");
  }

  @Test
  void aPinThatNobodyAskedForIsNoMatter() throws Rejection {
    SessionId session = paddock.monitor().startsASession();
    paddock.dashboard().says(new JoinSession(session, PIN, null));
    assertThat(paddock.hub.viewers(session)).isEqualTo(1);
  }

  @Test
  void afterTooManyWrongPinsTheRightOneIsNotLookedAtEither() throws Rejection {
    SessionId session = locked(paddock.monitor());
    Paddock.Client guesser = paddock.dashboard();
    for (int i = 0; i < 100; i++) {
      guesser.says(new JoinSession(session, PIN, null));
    }
    for (int i = 0; i < 3; i++) {
      assertRefused(guesser, new JoinSession(session, WRONG, null), Code.UNAUTHORIZED);
    }
    assertRefused(guesser, new JoinSession(session, WRONG, null), Code.RATE_LIMITED);
    assertRefused(guesser, new JoinSession(session, PIN, null), Code.RATE_LIMITED);
    paddock.clock.advance(Duration.ofMinutes(20));
    guesser.says(new JoinSession(session, PIN, null));
  }

  @Test
  void aTokenOpensALockedSessionUntilItExpires() throws Rejection {
    Paddock.Client monitor = paddock.monitor();
    SessionId session = locked(monitor);
    Paddock.Client dashboard = paddock.dashboard();
    Paddock.Client stays = paddock.dashboard();
    dashboard.says(new JoinSession(session, null, token(Duration.ofMinutes(1))));
    stays.says(new JoinSession(session, null, token(Duration.ofMinutes(1))));
    stays.says(new JoinSession(session, null, token(Duration.ofHours(1))));

    paddock.clock.advance(Duration.ofMinutes(2));
    paddock.relay.tick();
    monitor.sendsTelemetry(session, "{\"n\":1}");

    assertThat(stays.saw()).containsExactly("{\"n\":1}");
    assertThat(dashboard.saw()).isEmpty();
    assertThat(dashboard.heard(RelayError.class))
        .extracting(RelayError::code)
        .containsExactly(Code.UNAUTHORIZED);
    assertThat(paddock.hub.viewers(session)).isEqualTo(1);
  }

  @Test
  void whoBringsANewTokenAsTheOldOneExpiresGoesOnWatching() throws Rejection {
    paddock = new Paddock(EventfulStore::new, "viewer-token-secret", SECRET);
    Paddock.Client monitor = paddock.monitor();
    SessionId session = locked(monitor);
    Paddock.Client dashboard = paddock.dashboard();
    dashboard.says(new JoinSession(session, null, token(Duration.ofMinutes(1))));
    paddock.clock.advance(Duration.ofMinutes(2));
    JoinSession again = new JoinSession(session, null, token(Duration.ofMinutes(1)));

    ((EventfulStore) paddock.store).beforeTheSecondLook(() -> dashboard.says(again));
    paddock.relay.tick();
    monitor.sendsTelemetry(session, "{\"n\":1}");
    assertThat(dashboard.saw()).containsExactly("{\"n\":1}");

    paddock.clock.advance(Duration.ofMinutes(2));
    paddock.relay.tick();
    monitor.sendsTelemetry(session, "{\"n\":2}");
    assertThat(dashboard.saw()).containsExactly("{\"n\":1}");
    assertThat(paddock.hub.viewers(session)).isZero();
  }

  /** Lets something happen while others look at a session. */
  private static final class EventfulStore extends SessionStore {
    private ThrowingCallable event;
    private int looks;

    EventfulStore(Settings settings, InstantSource clock) {
      super(settings, clock);
    }

    void beforeTheSecondLook(ThrowingCallable newEvent) {
      event = newEvent;
      looks = 0;
    }

    @Override
    public RaceSession get(SessionId id) {
      if (event != null && ++looks == 2) {
        ThrowingCallable now = event;
        event = null;
        assertThatCode(now).doesNotThrowAnyException();
      }
      return super.get(id);
    }
  }

  @Test
  void aBadTokenIsRefusedAlsoWhereNoneIsNeeded() throws Rejection {
    SessionId session = paddock.monitor().startsASession();
    ViewerToken expired = token(Duration.ofMinutes(-1));
    assertRefused(paddock.dashboard(), new JoinSession(session, null, expired), Code.UNAUTHORIZED);
  }

  @Test
  void wrongTokensKeepNobodyOutWhoHasAPinOrARightOne() throws Rejection {
    paddock = new Paddock("viewer-token-secret", SECRET, "session-guess-rate", "2/1h");
    SessionId session = locked(paddock.monitor());
    ViewerToken forged = new ViewerToken(token(Duration.ofHours(1)).value() + "A");
    for (int i = 0; i < 10; i++) {
      assertRefused(paddock.dashboard(), new JoinSession(session, null, forged), Code.UNAUTHORIZED);
    }

    paddock.dashboard().says(new JoinSession(session, PIN, null));
    paddock.dashboard().says(new JoinSession(session, null, token(Duration.ofHours(1))));
    assertThat(paddock.hub.viewers(session)).isEqualTo(2);
  }

  @Test
  void forgedTokensUseUpTheAddressesGuessesAndExpiredOnesDoNot() throws Rejection {
    SessionId session = locked(paddock.monitor());
    Paddock.Client dashboard = paddock.dashboard();
    ViewerToken expired = token(Duration.ofMinutes(-1));
    ViewerToken forged = new ViewerToken(token(Duration.ofHours(1)).value() + "A");
    for (int i = 0; i < 10; i++) {
      assertRefused(dashboard, new JoinSession(session, null, expired), Code.UNAUTHORIZED);
    }
    for (int i = 0; i < 3; i++) {
      assertRefused(dashboard, new JoinSession(session, null, forged), Code.UNAUTHORIZED);
    }
    assertRefused(dashboard, new JoinSession(session, null, forged), Code.RATE_LIMITED);
  }

  @Test
  void whereTokensAreAskedForALinkIsNotEnoughNorAPin() throws Rejection {
    paddock = new Paddock("viewers", "token", "viewer-token-secret", SECRET);
    Paddock.Client monitor = paddock.monitor();
    SessionId session = locked(monitor);
    Paddock.Client dashboard = paddock.dashboard();
    assertRefused(dashboard, new JoinSession(session), Code.UNAUTHORIZED);
    assertRefused(dashboard, new JoinSession(session, PIN, null), Code.UNAUTHORIZED);
    dashboard.says(new JoinSession(session, null, token(Duration.ofMinutes(1))));
    assertThat(paddock.hub.viewers(session)).isEqualTo(1);
  }

  @Test
  void aRotatedSessionGoesOnUnderANewIdAndItsViewersDoNot() throws Rejection {
    Paddock.Client monitor = paddock.monitor();
    SessionIdAssigned before = monitor.asksForASession();
    SessionId old = before.sessionId();
    Paddock.Client dashboard = paddock.watching(old);
    monitor.sendsSetup(old, "{\"wing\":7}");
    monitor.sendsTelemetry(old, "{\"n\":1}");

    monitor.says(new RotateSession(old, null, null));
    SessionIdAssigned after = last(monitor);
    SessionId next = after.sessionId();

    assertThat(next).isNotEqualTo(old);
    assertThat(after.publishToken()).isNotEqualTo(before.publishToken());
    assertThat(after.dashboardUrl()).endsWith("/dashboard/" + next.value());
    assertThat(dashboard.heard(SessionEnded.class))
        .containsExactly(new SessionEnded(old, "rotated"));
    assertThat(dashboard.lastStatus().state()).isEqualTo(SessionState.GONE);
    assertRefused(dashboard, new JoinSession(old), Code.UNKNOWN_SESSION);
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
  void aConnectionDoesNotRememberWhatItHasRotated() throws Rejection {
    Paddock.Client monitor = paddock.monitor();
    SessionId session = monitor.startsASession();
    for (int i = 0; i < 50; i++) {
      monitor.says(new RotateSession(session, null, null));
      session = last(monitor).sessionId();
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

  @Test
  void aTokenThatOutlivesItsSessionIsNotSpokenOf() throws Rejection {
    Paddock.Client monitor = paddock.monitor();
    SessionId session = locked(monitor);
    Paddock.Client dashboard = paddock.dashboard();
    dashboard.says(new JoinSession(session, null, token(Duration.ofMinutes(1))));
    monitor.says(new EndSession(session, null));

    paddock.clock.advance(Duration.ofMinutes(2));
    paddock.relay.tick();

    assertThat(dashboard.heard(SessionEnded.class)).hasSize(1);
    assertThat(dashboard.heard(RelayError.class)).isEmpty();
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
  void aRotatedSessionKeepsItsPinUnlessItGetsAnother() throws Rejection {
    Paddock.Client monitor = paddock.monitor();
    Paddock.Client dashboard = paddock.dashboard();
    SessionId session = locked(monitor);
    monitor.says(new RotateSession(session, null, null));
    session = last(monitor).sessionId();
    assertRefused(dashboard, new JoinSession(session), Code.UNAUTHORIZED);
    dashboard.says(new JoinSession(session, PIN, null));

    monitor.says(new RotateSession(session, null, new Pin("a new one")));
    session = last(monitor).sessionId();
    assertRefused(dashboard, new JoinSession(session, PIN, null), Code.UNAUTHORIZED);
    dashboard.says(new JoinSession(session, new Pin("a new one"), null));
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
    assertRefused(dashboard, new JoinSession(session), Code.UNKNOWN_SESSION);
    assertRefused(monitor, new EndSession(session, null), Code.UNKNOWN_SESSION);
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
      assertRefused(other, new RotateSession(session, null, null), Code.NOT_OWNER);
      assertRefused(other, new RotateSession(session, wrong, null), Code.NOT_OWNER);
      assertRefused(other, new EndSession(session, null), Code.NOT_OWNER);
      assertRefused(other, new EndSession(session, wrong), Code.NOT_OWNER);
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

    assertRefused(neighbour, new RotateSession(session, null, null), Code.NOT_OWNER);
    assertRefused(neighbour, new EndSession(session, null), Code.NOT_OWNER);
    neighbour.sendsTelemetry(session, "{}");
    assertRefused(neighbour, new RotateSession(session, null, null), Code.NOT_OWNER);
    assertRefused(neighbour, new EndSession(session, null), Code.NOT_OWNER);
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
  void sessionsThatAreOverDoNotCountAmongTheMost() throws Rejection {
    paddock = new Paddock("max-sessions-per-monitor", "2", "max-joins", "2", "max-sessions", "2");
    Paddock.Client monitor = paddock.monitor();
    Paddock.Client dashboard = paddock.dashboard();
    for (int i = 0; i < 10; i++) {
      SessionId session = monitor.startsASession();
      dashboard.joins(session);
      monitor.says(new RotateSession(session, null, null));
      session = last(monitor).sessionId();
      dashboard.joins(session);
      monitor.says(new EndSession(session, null));
    }
    assertThat(paddock.store.all()).isEmpty();
  }

  @Test
  void tooManySessionsFromOneAddressAreRefused() throws Rejection {
    paddock = new Paddock("session-rate", "2/1h");
    paddock.monitor().startsASession();
    paddock.monitor().startsASession();
    assertRefused(paddock.monitor(), new RequestSessionId(), Code.RATE_LIMITED);
    Paddock.Client elsewhere = paddock.monitor(Paddock.ELSEWHERE);
    SessionId session = elsewhere.startsASession();
    elsewhere.says(new RotateSession(session, null, null)); // counts as one
    SessionId next = last(elsewhere).sessionId();
    assertRefused(elsewhere, new RotateSession(next, null, null), Code.RATE_LIMITED);
    elsewhere.sendsTelemetry(next, "{}");
  }

  @Test
  void tooManyMessagesAreToldThenDroppedThenEnded() {
    paddock = new Paddock("message-rate", "10/10s");
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
