package pitwall.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import pitwall.config.TestSettings;
import pitwall.message.Code;
import pitwall.message.JsonText;
import pitwall.message.Outbound.SetupUpdate;
import pitwall.message.Outbound.TelemetryUpdate;
import pitwall.message.Rejection;

/** What all sessions keep has one bound, and what is over is not kept. */
class StoredBytesTest {
  private static final Claim OWNER = new Claim(1, "192.0.2.7", null);
  private static final Claim STRANGER = new Claim(2, "198.51.100.9", null);
  private static final int SIZE = 64 << 10; // of a setup, as it is counted

  private final FakeClock clock = new FakeClock();
  private final SessionStore store =
      new SessionStore(TestSettings.with("max-stored-bytes", "1MB"), clock); // 16 setups

  private static SetupUpdate setup(RaceSession session, int bytes) {
    String text = '"' + "w".repeat(bytes / 4 - 2) + '"';
    return new SetupUpdate(session.id(), JsonText.NULL, new JsonText(text, 0));
  }

  private static void publish(RaceSession session) throws Rejection {
    session.publish(OWNER, setup(session, SIZE), (stamped, newOwner) -> {});
  }

  private static Code refusal(RaceSession session, Claim claim) {
    return catchThrowableOfType(
            Rejection.class,
            () -> session.publish(claim, setup(session, SIZE), (stamped, newOwner) -> {}))
        .code();
  }

  private List<RaceSession> full() throws Rejection {
    List<RaceSession> sessions = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      sessions.add(store.create(OWNER));
      publish(sessions.get(i));
      clock.advance(Duration.ofSeconds(1));
    }
    assertThat(store.storedBytes()).isEqualTo(1 << 20);
    return sessions;
  }

  @Test
  void whatIsBeyondItIsRefusedAndChangesNothing() throws Rejection {
    full();
    RaceSession late = store.create(OWNER);

    assertThat(refusal(late, OWNER)).isEqualTo(Code.SERVER_BUSY);
    assertThat(refusal(late, STRANGER)).isEqualTo(Code.NOT_OWNER);
    assertThat(late.state().setup()).isNull();
    assertThat(late.updates()).isZero();
    assertThat(store.storedBytes()).isEqualTo(1 << 20);
  }

  @Test
  void anUpdateTakesThePlaceOfTheOneBefore() throws Rejection {
    List<RaceSession> sessions = full();
    for (RaceSession session : sessions) {
      publish(session);
    }
    RaceSession first = sessions.get(0);
    first.publish(OWNER, setup(first, SIZE / 2), (stamped, newOwner) -> {});
    assertThat(store.storedBytes()).isEqualTo((1 << 20) - SIZE / 2);

    for (int i = 0; i < 100; i++) { // telemetry that is now longer and now shorter
      JsonText text = new JsonText("{\"lap\":" + "1".repeat(i) + "}", 0);
      first.publish(OWNER, new TelemetryUpdate(first.id(), text), (stamped, newOwner) -> {});
      assertThat(store.storedBytes()).isEqualTo((1 << 20) - SIZE / 2 + 4096);
    }
  }

  @Test
  void whoMayNotPublishTakesNothingAway() throws Rejection {
    RaceSession session = store.create(OWNER);
    for (int i = 0; i < 100; i++) {
      assertThat(refusal(session, STRANGER)).isEqualTo(Code.NOT_OWNER);
    }
    assertThat(store.storedBytes()).isZero();
  }

  @Test
  void whatIsOverIsNotKept() throws Rejection {
    RaceSession ended = store.create(OWNER);
    publish(ended);
    store.end(ended.id(), OWNER);
    assertThat(store.storedBytes()).isZero();
    assertThat(ended.state().setup()).isNull();

    RaceSession rotated = store.create(OWNER);
    publish(rotated);
    RaceSession next = store.rotate(rotated.id(), OWNER, null);
    assertThat(store.storedBytes()).isEqualTo(SIZE);
    assertThat(rotated.state().setup()).isNull();
    assertThat(next.state().setup()).isNotNull();

    next.monitorLeft(OWNER.connection());
    clock.advance(Duration.ofDays(2));
    store.expire(id -> false);
    assertThat(store.storedBytes()).isZero();
  }

  @Test
  void thoseThatNobodyUsesMakeRoomTheOldestFirst() throws Rejection {
    List<RaceSession> sessions = full();
    RaceSession watched = sessions.get(0);
    List<RaceSession> idle = List.of(sessions.get(1), sessions.get(2), sessions.get(3));
    watched.monitorLeft(OWNER.connection());
    for (RaceSession each : List.of(idle.get(1), idle.get(0), idle.get(2))) {
      clock.advance(Duration.ofSeconds(1));
      each.monitorLeft(OWNER.connection());
    }
    RaceSession late = store.create(OWNER);

    assertThat(store.makeRoom(setup(late, SIZE), watched.id()::equals))
        .containsExactly(idle.get(1));
    publish(late);
    assertThat(store.makeRoom(setup(late, 2 * SIZE), watched.id()::equals))
        .containsExactly(idle.get(0), idle.get(2));
    assertThat(store.all()).contains(watched, late).hasSize(14);
  }

  @Test
  void whereAllAreInUseNothingIsLookedForTwiceASecond() throws Rejection {
    List<RaceSession> sessions = full();
    SetupUpdate update = setup(store.create(OWNER), SIZE);
    assertThat(store.makeRoom(update, id -> false)).isEmpty();
    sessions.get(0).monitorLeft(OWNER.connection());
    assertThat(store.makeRoom(update, id -> false)).isEmpty();

    clock.advance(Duration.ofSeconds(1));
    assertThat(store.makeRoom(update, id -> false)).containsExactly(sessions.get(0));
  }

  @Test
  void aSessionDoesNotMakeRoomForItself() throws Rejection {
    List<RaceSession> sessions = full();
    RaceSession comesBack = sessions.get(0);
    comesBack.monitorLeft(OWNER.connection()); // the oldest, whose monitor has more to say now
    clock.advance(Duration.ofSeconds(1));
    sessions.get(1).monitorLeft(OWNER.connection());

    assertThat(store.makeRoom(setup(comesBack, 2 * SIZE), id -> false))
        .containsExactly(sessions.get(1));
    comesBack.publish(OWNER, setup(comesBack, 2 * SIZE), (stamped, newOwner) -> {});
    assertThat(store.all()).contains(comesBack);
  }

  @Test
  void whatNeverFitsCostsNobodyTheirSession() throws Rejection {
    List<RaceSession> sessions = full();
    sessions.forEach(each -> each.monitorLeft(OWNER.connection()));
    SetupUpdate tooLarge = setup(store.create(OWNER), 2 << 20);

    assertThat(store.makeRoom(tooLarge, id -> false)).isEmpty();
    assertThat(store.all()).containsAll(sessions);
  }

  @Test
  void roomThatOthersHaveMadeIsNoReasonToLookNoMore() throws Rejection {
    List<RaceSession> sessions = full();
    SetupUpdate update = setup(store.create(OWNER), SIZE);
    store.end(sessions.get(0).id(), OWNER);
    assertThat(store.makeRoom(update, id -> false)).isEmpty();

    publish(store.find(update.sessionId()));
    sessions.get(1).monitorLeft(OWNER.connection());
    assertThat(store.makeRoom(update, id -> false)).containsExactly(sessions.get(1));
  }

  @Test
  void whoAsksForTooMuchIsNotInTheWayOfOthersForAMoment() throws Exception {
    StoredBytes stored = new StoredBytes(SIZE);
    AtomicBoolean over = new AtomicBoolean();
    Thread greedy =
        new Thread(
            () -> {
              while (!over.get()) {
                stored.take(2 * SIZE);
              }
            });
    greedy.start();
    int refused = 0;
    for (int i = 0; i < 1_000_000; i++) {
      if (stored.take(SIZE)) {
        stored.giveBack(SIZE);
      } else {
        refused++;
      }
    }
    over.set(true);
    greedy.join();
    assertThat(refused).isZero();
    assertThat(stored.used()).isZero();
  }
}
