package pitwall.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static pitwall.relay.Paddock.json;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pitwall.config.Settings;
import pitwall.hub.CloseCode;
import pitwall.hub.FakeViewer;
import pitwall.hub.Frame;
import pitwall.message.Code;
import pitwall.message.Inbound;
import pitwall.message.Inbound.EndSession;
import pitwall.message.JsonText;
import pitwall.message.Outbound.SessionIdAssigned;
import pitwall.message.Outbound.SetupUpdate;
import pitwall.message.Outbound.TelemetryUpdate;
import pitwall.message.Outbound.Update;
import pitwall.message.PublishToken;
import pitwall.message.Rejection;
import pitwall.message.SessionId;
import pitwall.session.RaceSession;
import pitwall.session.SessionStore;

/** What is published, and who sees it. */
class RelayPublishTest {
  private static final int MOST = 40;

  private final Paddock paddock =
      new Paddock(
          "max-telemetry-bytes", Integer.toString(MOST), "max-setup-bytes", Integer.toString(MOST));
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
  void aRelayThatIsFullForgetsWhatNobodyUsesAndThenRefuses() throws Rejection {
    Paddock full = new Paddock("max-stored-bytes", "1MB");
    Paddock.Client gone = full.monitor();
    SessionId left = gone.startsASession();
    gone.sendsSetup(left, large());
    gone.disconnects();
    Paddock.Client monitor = full.monitor();
    SessionId first = monitor.startsASession();
    SessionId second = monitor.startsASession();
    monitor.sendsSetup(first, large());
    assertThat(full.hub.room(left)).isNull();
    assertThat(full.store.get(left)).isNull();

    Rejection refusal =
        Assertions.catchThrowableOfType(Rejection.class, () -> monitor.sendsSetup(second, large()));
    assertThat(refusal.code()).isEqualTo(Code.SERVER_BUSY);
    assertThat(full.watching(first).saw()).containsExactly(large());
    monitor.says(new EndSession(first, null));
    monitor.sendsSetup(second, large());
    assertThat(full.watching(second).saw()).containsExactly(large());
  }

  @Test
  void roomThatOthersHaveJustMadeIsUsed() throws Rejection {
    Paddock full = new Paddock(CrowdedStore::new, "max-stored-bytes", "1MB");
    Paddock.Client gone = full.monitor();
    gone.sendsSetup(gone.startsASession(), large());
    gone.disconnects();
    Paddock.Client other = full.monitor();
    SessionId late = other.startsASession();

    other.sendsSetup(late, large());

    assertThat(full.watching(late).saw()).containsExactly(large());
  }

  /** Whenever somebody looks for room, another has looked in this very moment. */
  private static final class CrowdedStore extends SessionStore {
    CrowdedStore(Settings settings, InstantSource clock) {
      super(settings, clock);
    }

    @Override
    public List<RaceSession> makeRoom(Update update, Predicate<SessionId> watched) {
      super.makeRoom(update, watched);
      return super.makeRoom(update, watched);
    }
  }

  private static String large() {
    return "{\"wing\":\"" + "7".repeat(150_000) + "\"}"; // four bytes a character
  }

  @Test
  void aSetupIsStoredAndReachesTheDashboardsAsItWas() throws Rejection {
    monitor.sendsSetup(session, "{\"wing\":7.0}");

    SetupUpdate expected = new SetupUpdate(session, Paddock.TIMESTAMP, json("{\"wing\":7.0}"));
    assertThat(dashboard.heard(SetupUpdate.class)).containsExactly(expected);
    assertThat(paddock.store.get(session).state().setup().update()).isEqualTo(expected);
  }

  @Test
  void telemetryIsStoredAndReachesTheDashboardsAsItWas() throws Rejection {
    monitor.sendsTelemetry(session, "{\"speed\":191.860}");

    TelemetryUpdate expected = new TelemetryUpdate(session, json("{\"speed\":191.860}"));
    assertThat(dashboard.heard(TelemetryUpdate.class)).containsExactly(expected);
    assertThat(paddock.store.get(session).state().telemetry().update()).isEqualTo(expected);
  }

  @Test
  void updatesBearTheirPlaceInTheSessionAndTheRelaysTime() throws Rejection {
    long first = paddock.clock.millis();
    monitor.sendsTelemetry(session, "{}");
    paddock.clock.advance(Duration.ofMillis(500));
    monitor.sendsSetup(session, "{}");

    assertThat(dashboard.updateFrames()).extracting(Frame::seq).containsExactly(1L, 2L);
    assertThat(dashboard.updateFrames()).extracting(Frame::at).containsExactly(first, first + 500);
  }

  @Test
  void aSessionWithoutViewersIsNormal() throws Rejection {
    dashboard.leaves(session);
    monitor.sendsTelemetry(session, "{\"lap\":1}");

    assertThat(paddock.watching(session).saw()).containsExactly("{\"lap\":1}");
  }

  @Test
  void theSenderGetsACopyOnlyIfItHasJoined() throws Rejection {
    monitor.sendsTelemetry(session, "{\"lap\":1}");
    assertThat(monitor.saw()).isEmpty();

    monitor.joins(session);
    monitor.sendsTelemetry(session, "{\"lap\":2}");
    assertThat(monitor.saw()).containsExactly("{\"lap\":1}", "{\"lap\":2}");
  }

  @Test
  void anUnknownSessionIsRefused() {
    for (String id :
        new String[] {
          "", "x", session.value().toUpperCase(Locale.ROOT), SessionId.random().value()
        }) {
      assertRefused(
          Code.UNKNOWN_SESSION, () -> monitor.sendsTelemetry(new SessionId(id), token, "{}"));
      assertRefused(Code.UNKNOWN_SESSION, () -> monitor.sendsSetup(new SessionId(id), "{}"));
    }
  }

  @Test
  void aPayloadMayHaveAsManyBytesAsAreAllowedAndNotOneMore() throws Rejection {
    for (String letters :
        new String[] {"a".repeat(32), "é".repeat(16), "周".repeat(10) + "é", "🏁".repeat(8)}) {
      String fits = "{\"a\":\"" + letters + "\"}";
      assertThat(fits.getBytes(StandardCharsets.UTF_8)).hasSize(MOST);
      monitor.sendsTelemetry(session, fits);
      monitor.sendsSetup(session, fits);
      assertRefused(Code.TOO_LARGE, () -> monitor.sendsTelemetry(session, fits + " "));
      assertRefused(Code.TOO_LARGE, () -> monitor.sendsSetup(session, fits + " "));
    }
    assertThat(dashboard.saw()).hasSize(8);
  }

  @Test
  void whatIsTooLargeIsRefusedWithBothNumbers() {
    String large = "{\"a\":\"" + "周".repeat(100) + "\"}";

    assertThat(assertRefused(Code.TOO_LARGE, () -> monitor.sendsTelemetry(session, large)))
        .hasMessage("telemetry has 308 bytes, 40 are allowed");
    assertThat(assertRefused(Code.TOO_LARGE, () -> monitor.sendsSetup(session, large)))
        .hasMessage("setup has 308 bytes, 40 are allowed");
    assertNothingChanged();
  }

  @Test
  void aViewerThatThrowsHarmsNeitherTheMonitorNorTheOthers() throws Rejection {
    FakeViewer broken =
        new FakeViewer(true) {
          @Override
          public void send(Frame frame, Consumer<Throwable> completion, Runnable confirmed) {
            throw new IllegalStateException("broken");
          }
        };
    paddock.dashboard(broken).joins(session);
    Paddock.Client behind = paddock.watching(session);

    monitor.sendsTelemetry(session, "{\"lap\":1}");

    assertThat(dashboard.saw()).containsExactly("{\"lap\":1}");
    assertThat(behind.saw()).containsExactly("{\"lap\":1}");
    assertThat(broken.closed()).containsExactly(CloseCode.FAILED);
  }

  @Test
  void mendsAreCountedInTheSession() throws Rejection {
    monitor.says(new Inbound.TelemetryUpdate(session, null, new JsonText("{\"a\":null}", 1)));

    assertThat(paddock.store.get(session).state().mended()).isOne();
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
