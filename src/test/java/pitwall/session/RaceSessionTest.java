package pitwall.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import pitwall.config.TestSettings;
import pitwall.message.Code;
import pitwall.message.JsonText;
import pitwall.message.Outbound.SessionStatus;
import pitwall.message.Outbound.SetupUpdate;
import pitwall.message.Outbound.TelemetryUpdate;
import pitwall.message.Outbound.Update;
import pitwall.message.Rejection;
import pitwall.message.SessionState;
import pitwall.session.RaceSession.Stamped;

class RaceSessionTest {
  private static final Claim OWNER = new Claim(1, "192.0.2.7", null);
  private static final Claim STRANGER = new Claim(2, "198.51.100.9", null);

  private final FakeClock clock = new FakeClock();
  private final RaceSession session =
      new RaceSession(
          1, OWNER, null, clock, TestSettings.with("stale-after", "5s"), new StoredBytes(1 << 20));
  private final List<Stamped<?>> published = new ArrayList<>();

  @Test
  void aNewSessionKnowsNothingAndWaits() {
    assertThat(session.state().setup()).isNull();
    assertThat(session.state().telemetry()).isNull();
    assertThat(session.state().mended()).isZero();
    assertThat(session.hasMonitor()).isTrue();
    assertThat(session.status(0))
        .isEqualTo(new SessionStatus(session.id(), SessionState.WAITING, 0, null));
  }

  @Test
  void setupsAndTelemetryAreCountedTogetherFromOneOn() throws Rejection {
    publish(OWNER, telemetry(0));
    publish(OWNER, setup());
    publish(OWNER, telemetry(0));

    assertThat(published).extracting(Stamped::seq).containsExactly(1L, 2L, 3L);
  }

  @Test
  void theNewestOfEachKindIsRemembered() throws Rejection {
    publish(OWNER, setup());
    publish(OWNER, telemetry(0));
    publish(OWNER, telemetry(0));

    assertThat(session.state().setup()).isSameAs(published.get(0));
    assertThat(session.state().telemetry()).isSameAs(published.get(2));
  }

  @Test
  void anUpdateBearsTheTimeWhenTheRelayTookIt() throws Rejection {
    clock.advance(Duration.ofSeconds(7));
    publish(OWNER, telemetry(0));

    assertThat(published.get(0).at()).isEqualTo(clock.millis());
  }

  @Test
  void mendsAreCountedOverSetupsAndTelemetry() throws Rejection {
    publish(OWNER, telemetry(2));
    publish(OWNER, new SetupUpdate(session.id(), JsonText.NULL, new JsonText("{}", 3)));

    assertThat(session.state().mended()).isEqualTo(5);
  }

  @Test
  void whoMayNotPublishChangesNothing() throws Rejection {
    publish(OWNER, telemetry(0));
    clock.advance(Duration.ofSeconds(1));

    assertThatExceptionOfType(Rejection.class).isThrownBy(() -> publish(STRANGER, telemetry(9)));
    assertThat(published).hasSize(1);
    assertThat(session.state().telemetry()).isSameAs(published.get(0));
    assertThat(session.state().mended()).isZero();

    publish(OWNER, telemetry(0));
    assertThat(published.get(1).seq()).isEqualTo(2);
  }

  @Test
  void itTellsWhenItHasChangedHands() throws Rejection {
    assertThat(publish(OWNER, telemetry(0))).isFalse();
    assertThat(publish(new Claim(2, "", session.token()), telemetry(0))).isTrue();
    assertThat(publish(new Claim(2, "", null), telemetry(0))).isFalse();
  }

  @Test
  void withTelemetryItIsLiveUntilThatIsStale() throws Rejection {
    publish(OWNER, telemetry(0));
    assertThat(session.status(2))
        .isEqualTo(new SessionStatus(session.id(), SessionState.LIVE, 2, 0L));

    clock.advance(Duration.ofMillis(4_999));
    assertThat(session.status(2))
        .isEqualTo(new SessionStatus(session.id(), SessionState.LIVE, 2, 4_999L));

    clock.advance(Duration.ofMillis(1));
    assertThat(session.status(2))
        .isEqualTo(new SessionStatus(session.id(), SessionState.STALE, 2, 5_000L));

    publish(OWNER, telemetry(0));
    assertThat(session.status(2).state()).isEqualTo(SessionState.LIVE);
  }

  @Test
  void aSetupAloneDoesNotMakeItLive() throws Rejection {
    publish(OWNER, setup());

    assertThat(session.status(0).state()).isEqualTo(SessionState.WAITING);
  }

  @Test
  void withoutItsMonitorItIsGoneWhateverItsAge() throws Rejection {
    publish(OWNER, telemetry(0));
    clock.advance(Duration.ofSeconds(1));

    assertThat(session.monitorLeft(1)).isTrue();
    assertThat(session.hasMonitor()).isFalse();
    assertThat(session.status(1))
        .isEqualTo(new SessionStatus(session.id(), SessionState.GONE, 1, 1_000L));
  }

  @Test
  void aMonitorThatReturnsFindsItAsItWas() throws Rejection {
    publish(OWNER, telemetry(0));
    session.monitorLeft(1);

    assertThat(publish(new Claim(9, OWNER.address(), null), setup())).isTrue();
    assertThat(session.status(0).state()).isEqualTo(SessionState.LIVE);
    assertThat(published.get(1).seq()).isEqualTo(2);
  }

  @Test
  void theEndOfSomeOtherConnectionDoesNotMakeItGone() {
    assertThat(session.monitorLeft(2)).isFalse();
    assertThat(session.status(0).state()).isEqualTo(SessionState.WAITING);
  }

  @Test
  void aClockThatWasSetBackMakesNothingYoungerThanNew() throws Rejection {
    publish(OWNER, telemetry(0));
    clock.advance(Duration.ofSeconds(-3));

    assertThat(session.status(0).ageMs()).isZero();
  }

  @Test
  void publishingWatchingAndLeavingCountAsUse() throws Rejection {
    clock.advance(Duration.ofSeconds(1));
    publish(OWNER, telemetry(0));
    assertThat(session.expireIfIdle(clock.millis())).isFalse();

    session.monitorLeft(1);
    assertThat(session.expireIfIdle(clock.millis())).isFalse();

    clock.advance(Duration.ofSeconds(1));
    assertThat(session.touch()).isTrue();
    assertThat(session.expireIfIdle(clock.millis())).isFalse();
    assertThat(session.expireIfIdle(clock.millis() + 1)).isTrue();
  }

  @Test
  void whatHasExpiredTakesNothingMore() throws Rejection {
    session.monitorLeft(1);
    assertThat(session.expireIfIdle(clock.millis() + 1)).isTrue();

    assertThat(session.touch()).isFalse();
    assertThatExceptionOfType(Rejection.class)
        .isThrownBy(() -> publish(OWNER, telemetry(0)))
        .extracting(Rejection::code)
        .isEqualTo(Code.UNKNOWN_SESSION);
    assertThat(published).isEmpty();
  }

  @Test
  void underConcurrentPublishersTheCallbackSeesEveryUpdateInOrder() throws Exception {
    int each = 2_000;
    List<Long> seen = Collections.synchronizedList(new ArrayList<>());
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 4; i++) {
        running.add(
            threads.submit(
                () -> {
                  start.await();
                  for (int n = 0; n < each; n++) {
                    session.publish(
                        OWNER, telemetry(1), (stamped, newOwner) -> seen.add(stamped.seq()));
                  }
                  return null;
                }));
      }
      start.countDown();
      for (Future<?> one : running) {
        one.get();
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(seen).isEqualTo(LongStream.rangeClosed(1, 4L * each).boxed().toList());
    assertThat(session.state().telemetry().seq()).isEqualTo(4L * each);
    assertThat(session.state().mended()).isEqualTo(4L * each);
  }

  private boolean publish(Claim claim, Update update) throws Rejection {
    return session.publish(claim, update, (stamped, newOwner) -> published.add(stamped));
  }

  private TelemetryUpdate telemetry(int mended) {
    return new TelemetryUpdate(session.id(), new JsonText("{}", mended));
  }

  private SetupUpdate setup() {
    return new SetupUpdate(session.id(), JsonText.NULL, new JsonText("{}", 0));
  }
}
