package pitwall.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import pitwall.config.TestSettings;
import pitwall.message.Code;
import pitwall.message.JsonText;
import pitwall.message.Outbound.TelemetryUpdate;
import pitwall.message.Pin;
import pitwall.message.Rejection;
import pitwall.message.SessionId;
import pitwall.message.SessionState;

class SessionStoreTest {
  private static final Claim FIRST = new Claim(1, "192.0.2.7", null);
  private static final Duration TTL = Duration.ofHours(1);
  private static final Duration MOMENT = Duration.ofMillis(1);

  private final FakeClock clock = new FakeClock();
  private final SessionStore store =
      new SessionStore(TestSettings.with("max-sessions", "3", "session-ttl", "1h"), clock);

  @Test
  void aSessionIsFoundByItsIdAndNothingElse() throws Rejection {
    RaceSession session = store.create(FIRST);

    assertThat(store.find(new SessionId(session.id().value()))).isSameAs(session);
    assertThat(store.get(session.id())).isSameAs(session);
    assertThat(store.get(SessionId.random())).isNull();
  }

  @Test
  void whatIsNotThereIsUnknown() {
    Rejection refusal = catchThrowableOfType(Rejection.class, () -> store.find(SessionId.random()));

    assertThat(refusal.code()).isEqualTo(Code.UNKNOWN_SESSION);
  }

  @Test
  void anIdIsComparedExactly() throws Rejection {
    String id = store.create(FIRST).id().value();

    assertThat(store.get(new SessionId(id + " "))).isNull();
    assertThat(store.get(new SessionId("{" + id + "}"))).isNull();
    assertThat(store.get(new SessionId(id.substring(0, 8)))).isNull();
  }

  @Test
  void eachSessionHasAnIdAndATokenOfItsOwn() throws Rejection {
    RaceSession one = store.create(FIRST);
    RaceSession other = store.create(FIRST);

    assertThat(one.id()).isNotEqualTo(other.id());
    assertThat(one.token()).isNotEqualTo(other.token());
    assertThat(store.all()).containsExactlyInAnyOrder(one, other);
  }

  @Test
  void oneSessionTooManyFindsTheRelayBusyAndHarmsNone() throws Rejection {
    List<RaceSession> held = List.of(store.create(FIRST), store.create(FIRST), store.create(FIRST));

    for (int i = 0; i < 5; i++) {
      Rejection refusal = catchThrowableOfType(Rejection.class, () -> store.create(FIRST));
      assertThat(refusal.code()).isEqualTo(Code.SERVER_BUSY);
      assertThat(refusal).hasMessageContaining("3 sessions");
    }
    assertThat(store.all()).containsExactlyInAnyOrderElementsOf(held);
  }

  @Test
  void anExpiredSessionMakesRoomForExactlyOneOther() throws Rejection {
    store.create(FIRST);
    store.create(FIRST);
    left();
    catchThrowableOfType(Rejection.class, () -> store.create(FIRST));
    clock.advance(TTL.plus(MOMENT));
    assertThat(store.expire(id -> false)).hasSize(1);

    store.create(FIRST);

    assertThat(catchThrowableOfType(Rejection.class, () -> store.create(FIRST)).code())
        .isEqualTo(Code.SERVER_BUSY);
  }

  @Test
  void aSessionThatIsEndedIsGoneWhoeverUsesItAndMakesRoomForExactlyOneOther() throws Rejection {
    RaceSession ended = store.create(FIRST);
    store.create(FIRST);
    store.create(FIRST);

    store.end(ended.id());
    assertThat(store.get(ended.id())).isNull();
    assertThat(ended.touch()).isFalse();
    assertThat(ended.status(0).state()).isEqualTo(SessionState.GONE);
    store.create(FIRST);
    assertThat(catchThrowableOfType(Rejection.class, () -> store.create(FIRST)).code())
        .isEqualTo(Code.SERVER_BUSY);
  }

  @Test
  void sessionsAreNumberedAndNoNumberIsUsedTwice() throws Rejection {
    RaceSession first = store.create(FIRST);
    store.end(first.id());

    assertThat(first.number()).isOne();
    assertThat(store.create(FIRST).number()).isEqualTo(2);
  }

  @Test
  void underConcurrentCreationThereAreExactlyAsManyAsThereMayBe() throws Exception {
    int most = 500;
    SessionStore shared =
        new SessionStore(TestSettings.with("max-sessions", Integer.toString(most)), clock);
    AtomicInteger busy = new AtomicInteger();
    Set<SessionId> created = new HashSet<>();
    CountDownLatch start = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Future<Set<SessionId>>> running = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        running.add(
            threads.submit(
                () -> {
                  Set<SessionId> mine = new HashSet<>();
                  start.await();
                  for (int n = 0; n < 100; n++) {
                    try {
                      mine.add(shared.create(FIRST).id());
                    } catch (Rejection refusal) {
                      busy.incrementAndGet();
                    }
                  }
                  return mine;
                }));
      }
      start.countDown();
      for (Future<Set<SessionId>> one : running) {
        created.addAll(one.get());
      }
    } finally {
      threads.shutdownNow();
    }

    assertThat(created).hasSize(most);
    assertThat(busy).hasValue(800 - most);
    assertThat(shared.all()).hasSize(most);
  }

  @Test
  void withoutMonitorAndViewersASessionExpiresAfterItsTime() throws Rejection {
    RaceSession session = left();

    clock.advance(TTL);
    assertThat(store.expire(id -> false)).isEmpty();
    assertThat(store.get(session.id())).isSameAs(session);

    clock.advance(MOMENT);
    assertThat(store.expire(id -> false)).containsExactly(session);
    assertThat(store.get(session.id())).isNull();
    assertThat(store.expire(id -> false)).isEmpty();
  }

  @Test
  void aSessionThatNeverHadAnUpdateExpiresTenMinutesAfterItsMonitorLeft() throws Rejection {
    RaceSession empty = leave(store.create(FIRST));
    RaceSession waiting = store.create(FIRST);
    clock.advance(Duration.ofMinutes(10));
    assertThat(store.expire(id -> false)).isEmpty();

    clock.advance(MOMENT);
    assertThat(store.expire(empty.id()::equals)).isEmpty(); // somebody waits for it
    assertThat(store.expire(id -> false)).containsExactly(empty);
    assertThat(store.all()).containsExactly(waiting);
  }

  @Test
  void aSessionWithItsMonitorDoesNotExpire() throws Rejection {
    store.create(FIRST);
    clock.advance(TTL.multipliedBy(100));

    assertThat(store.expire(id -> false)).isEmpty();
  }

  @Test
  void aSessionWithViewersDoesNotExpireAndTheOthersDo() throws Rejection {
    RaceSession watched = left();
    RaceSession lonely = left();
    clock.advance(TTL.multipliedBy(100));

    assertThat(store.expire(watched.id()::equals)).containsExactly(lonely);
    assertThat(store.all()).containsExactly(watched);
  }

  @Test
  void aSessionThatWasUsedInTheMeantimeDoesNotExpire() throws Rejection {
    RaceSession published = left();
    RaceSession touched = left();
    RaceSession idle = left();
    clock.advance(TTL);
    published.publish(
        new Claim(2, "", published.token()),
        new TelemetryUpdate(published.id(), new JsonText("{}", 0)),
        (stamped, newOwner) -> {});
    published.monitorLeft(2);
    touched.touch();
    clock.advance(MOMENT);

    assertThat(store.expire(id -> false)).containsExactly(idle);
  }

  @Test
  void aRotatedSessionIsThereOnceUnderItsNewId() throws Rejection {
    RaceSession session = store.create(FIRST, new Pin("1234"));
    for (int i = 0; i < 10; i++) {
      RaceSession next = store.rotate(session.id(), FIRST, null);
      assertThat(store.get(session.id())).isNull();
      assertThat(store.all()).containsExactly(next);
      assertThat(next.opensWith(new Pin("1234"))).isTrue();
      assertThat(session.touch()).isFalse();
      session = next;
    }
    store.create(FIRST);
    store.create(FIRST);
    assertThat(catchThrowableOfType(Rejection.class, () -> store.create(FIRST)).code())
        .isEqualTo(Code.SERVER_BUSY);
  }

  @Test
  void anEndedSessionMakesRoomForAnother() throws Rejection {
    for (int i = 0; i < 10; i++) {
      store.end(store.create(FIRST).id(), FIRST);
      store.end(store.create(FIRST).id());
    }
    assertThat(store.all()).isEmpty();
    store.create(FIRST);
    store.create(FIRST);
    store.create(FIRST);
  }

  @Test
  void aPinIsTheSessionsOrItIsNot() throws Rejection {
    RaceSession locked = store.create(FIRST, new Pin("spa 2026"));
    assertThat(locked.hasPin()).isTrue();
    assertThat(locked.opensWith(new Pin("spa 2026"))).isTrue();
    assertThat(locked.opensWith(new Pin("spa 2027"))).isFalse();
    assertThat(locked.opensWith(new Pin("spa 202"))).isFalse();
    RaceSession open = store.create(FIRST);
    assertThat(open.hasPin()).isFalse();
    assertThat(open.opensWith(new Pin("spa 2026"))).isFalse();
  }

  /** One that something was published to, and whose monitor has gone. */
  private RaceSession left() throws Rejection {
    RaceSession session = store.create(FIRST);
    session.publish(
        FIRST, new TelemetryUpdate(session.id(), new JsonText("{}", 0)), (stamped, newOwner) -> {});
    return leave(session);
  }

  private static RaceSession leave(RaceSession session) {
    session.monitorLeft(FIRST.connection());
    return session;
  }
}
