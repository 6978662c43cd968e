package pitwall.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Date;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import pitwall.config.Settings;
import pitwall.message.Code;
import pitwall.message.Inbound.EndSession;
import pitwall.message.Inbound.JoinSession;
import pitwall.message.Inbound.RotateSession;
import pitwall.message.Outbound.RelayError;
import pitwall.message.Outbound.SessionEnded;
import pitwall.message.Pin;
import pitwall.message.Rejection;
import pitwall.message.SessionId;
import pitwall.message.ViewerToken;
import pitwall.session.RaceSession;
import pitwall.session.SessionStore;

/** Who may watch: PINs and tokens. */
class RelayAccessTest {
  private static final String SECRET = "a secret of at least 32 bytes, as it says";
  private static final Pin PIN = new Pin("le mans 24");
  private static final Pin WRONG = new Pin("0000");

  private Paddock paddock = new Paddock("viewer-token-secret", SECRET, "guess-rate", "3/1h");

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
    SessionId session = monitor.startsASession(PIN);
    Paddock.Client dashboard = paddock.dashboard();

    assertThat(dashboard.refusal(new JoinSession(session)))
        .hasMessageContaining("asks for a PIN")
        .extracting(Rejection::code)
        .isEqualTo(Code.UNAUTHORIZED);
    assertThat(dashboard.refusal(new JoinSession(session, WRONG, null)))
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
    SessionId session = paddock.monitor().startsASession(PIN);
    Paddock.Client guesser = paddock.dashboard();
    for (int i = 0; i < 100; i++) {
      guesser.says(new JoinSession(session, PIN, null));
    }
    for (int i = 0; i < 3; i++) {
      guesser.assertRefused(new JoinSession(session, WRONG, null), Code.UNAUTHORIZED);
    }
    guesser.assertRefused(new JoinSession(session, WRONG, null), Code.RATE_LIMITED);
    guesser.assertRefused(new JoinSession(session, PIN, null), Code.RATE_LIMITED);
    paddock.clock.advance(Duration.ofMinutes(20));
    guesser.says(new JoinSession(session, PIN, null));
  }

  @Test
  void aTokenOpensALockedSessionUntilItExpires() throws Rejection {
    Paddock.Client monitor = paddock.monitor();
    SessionId session = monitor.startsASession(PIN);
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
    SessionId session = monitor.startsASession(PIN);
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
    paddock.dashboard().assertRefused(new JoinSession(session, null, expired), Code.UNAUTHORIZED);
  }

  @Test
  void wrongTokensKeepNobodyOutWhoHasAPinOrARightOne() throws Rejection {
    paddock = new Paddock("viewer-token-secret", SECRET, "session-guess-rate", "2/1h");
    SessionId session = paddock.monitor().startsASession(PIN);
    ViewerToken forged = new ViewerToken(token(Duration.ofHours(1)).value() + "A");
    for (int i = 0; i < 10; i++) {
      paddock.dashboard().assertRefused(new JoinSession(session, null, forged), Code.UNAUTHORIZED);
    }

    paddock.dashboard().says(new JoinSession(session, PIN, null));
    paddock.dashboard().says(new JoinSession(session, null, token(Duration.ofHours(1))));
    assertThat(paddock.hub.viewers(session)).isEqualTo(2);
  }

  @Test
  void forgedTokensUseUpTheAddressesGuessesAndExpiredOnesDoNot() throws Rejection {
    SessionId session = paddock.monitor().startsASession(PIN);
    Paddock.Client dashboard = paddock.dashboard();
    ViewerToken expired = token(Duration.ofMinutes(-1));
    ViewerToken forged = new ViewerToken(token(Duration.ofHours(1)).value() + "A");
    for (int i = 0; i < 10; i++) {
      dashboard.assertRefused(new JoinSession(session, null, expired), Code.UNAUTHORIZED);
    }
    for (int i = 0; i < 3; i++) {
      dashboard.assertRefused(new JoinSession(session, null, forged), Code.UNAUTHORIZED);
    }
    dashboard.assertRefused(new JoinSession(session, null, forged), Code.RATE_LIMITED);
  }

  @Test
  void whereTokensAreAskedForALinkIsNotEnoughNorAPin() throws Rejection {
    paddock = new Paddock("viewers", "token", "viewer-token-secret", SECRET);
    Paddock.Client monitor = paddock.monitor();
    SessionId session = monitor.startsASession(PIN);
    Paddock.Client dashboard = paddock.dashboard();
    dashboard.assertRefused(new JoinSession(session), Code.UNAUTHORIZED);
    dashboard.assertRefused(new JoinSession(session, PIN, null), Code.UNAUTHORIZED);
    dashboard.says(new JoinSession(session, null, token(Duration.ofMinutes(1))));
    assertThat(paddock.hub.viewers(session)).isEqualTo(1);
  }

  @Test
  void aTokenThatOutlivesItsSessionIsNotSpokenOf() throws Rejection {
    Paddock.Client monitor = paddock.monitor();
    SessionId session = monitor.startsASession(PIN);
    Paddock.Client dashboard = paddock.dashboard();
    dashboard.says(new JoinSession(session, null, token(Duration.ofMinutes(1))));
    monitor.says(new EndSession(session, null));

    paddock.clock.advance(Duration.ofMinutes(2));
    paddock.relay.tick();

    assertThat(dashboard.heard(SessionEnded.class)).hasSize(1);
    assertThat(dashboard.heard(RelayError.class)).isEmpty();
  }

  @Test
  void aRotatedSessionKeepsItsPinUnlessItGetsAnother() throws Rejection {
    Paddock.Client monitor = paddock.monitor();
    Paddock.Client dashboard = paddock.dashboard();
    SessionId session = monitor.startsASession(PIN);
    monitor.says(new RotateSession(session, null, null));
    session = monitor.lastAssigned().sessionId();
    dashboard.assertRefused(new JoinSession(session), Code.UNAUTHORIZED);
    dashboard.says(new JoinSession(session, PIN, null));

    monitor.says(new RotateSession(session, null, new Pin("a new one")));
    session = monitor.lastAssigned().sessionId();
    dashboard.assertRefused(new JoinSession(session, PIN, null), Code.UNAUTHORIZED);
    dashboard.says(new JoinSession(session, new Pin("a new one"), null));
  }
}
