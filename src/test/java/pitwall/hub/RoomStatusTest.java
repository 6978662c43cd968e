package pitwall.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static pitwall.hub.Frames.telemetry;

import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pitwall.config.TestSettings;
import pitwall.message.Outbound.SessionStatus;
import pitwall.message.SessionState;

/** Who hears of the status, and how often. */
class RoomStatusTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final FakeNanoTime time = new FakeNanoTime();
  private final FakeViewer viewer = FakeViewer.prompt();
  private final FakeViewer monitor = FakeViewer.prompt();
  private final Outbox monitorsOutbox = outbox(monitor);
  private SessionState state = SessionState.WAITING;
  private boolean broken;
  private final Room room = new Room(this::status, time);

  @BeforeEach
  void aMonitorPublishesAndSomeoneWatches() {
    room.monitorCame(monitorsOutbox);
    room.run();
    time.advance(SECOND);
    join(viewer);
    assertThat(monitor.texts()).containsExactly("waiting 0", "waiting 1");
    assertThat(viewer.texts()).containsExactly("waiting 1");
    time.advance(SECOND);
  }

  @Test
  void aChangeIsToldToViewersAndMonitorWithTheMessageThatBringsIt() {
    state = SessionState.LIVE;
    room.broadcast(telemetry("t1"));
    room.run();

    assertThat(viewer.texts()).containsExactly("waiting 1", "t1", "live 1");
    assertThat(monitor.texts()).containsExactly("waiting 0", "waiting 1", "live 1");
  }

  @Test
  void aChangeThatOnlyTimeBringsIsToldByATick() {
    state = SessionState.STALE;
    room.tick();

    assertThat(viewer.texts()).endsWith("waiting 1", "stale 1");
    assertThat(monitor.texts()).endsWith("waiting 1", "stale 1");
  }

  @Test
  void withoutAChangeNothingIsTold() {
    for (int i = 0; i < 10; i++) {
      room.broadcast(telemetry("t"));
      room.run();
      room.tick();
      time.advance(SECOND);
    }

    assertThat(viewer.texts()).containsOnlyOnce("waiting 1");
    assertThat(monitor.texts()).containsOnlyOnce("waiting 1");
  }

  @Test
  void manyChangesWithinASecondAreToldOnceAndTheLastIsNotLost() {
    state = SessionState.LIVE;
    room.tick();
    for (int i = 0; i < 9; i++) {
      state = i % 2 == 0 ? SessionState.GONE : SessionState.LIVE;
      time.advance(Duration.ofMillis(100));
      room.tick();
    }
    assertThat(viewer.texts()).containsExactly("waiting 1", "live 1");

    time.advance(Duration.ofMillis(100));
    room.tick();
    assertThat(viewer.texts()).containsExactly("waiting 1", "live 1", "gone 1");
    assertThat(monitor.texts()).endsWith("waiting 1", "live 1", "gone 1");
  }

  @Test
  void aChangeThatWasTakenBackWithinTheSecondIsNotTold() {
    state = SessionState.LIVE;
    room.tick();
    state = SessionState.GONE;
    room.tick();
    state = SessionState.LIVE;
    time.advance(SECOND);
    room.tick();

    assertThat(viewer.texts()).containsExactly("waiting 1", "live 1");
  }

  @Test
  void whoJoinsHearsTheStatusAtOnceAndTheOthersWithinASecond() {
    FakeViewer second = FakeViewer.prompt();
    FakeViewer third = FakeViewer.prompt();
    join(second);
    join(third);
    assertThat(second.texts()).containsExactly("waiting 2");
    assertThat(third.texts()).containsExactly("waiting 3");
    assertThat(viewer.texts()).containsExactly("waiting 1", "waiting 2");

    time.advance(SECOND);
    room.tick();
    assertThat(viewer.texts()).containsExactly("waiting 1", "waiting 2", "waiting 3");
    assertThat(second.texts()).containsExactly("waiting 2", "waiting 3");
    assertThat(monitor.texts()).endsWith("waiting 2", "waiting 3");
  }

  @Test
  void whoJoinedBetweenTwoChangesIsNotLeftWithAnOldStatus() {
    Outbox leaving = outbox(FakeViewer.prompt());
    room.join(leaving);
    room.run();
    assertThat(viewer.texts()).endsWith("waiting 2");
    state = SessionState.GONE; // within the second: the others are not told
    FakeViewer late = FakeViewer.prompt();
    join(late);
    assertThat(late.texts()).containsExactly("gone 3");
    state = SessionState.WAITING; // and now all is as the others were told
    room.leave(leaving);
    room.run();
    time.advance(SECOND);
    room.tick();

    assertThat(late.texts()).endsWith("waiting 2");
  }

  @Test
  void whoLeavesIsMissedByTheOthers() {
    FakeViewer second = FakeViewer.prompt();
    Outbox leaving = join(second);
    time.advance(SECOND);
    room.leave(leaving);
    room.run();

    assertThat(viewer.texts()).containsExactly("waiting 1", "waiting 2", "waiting 1");
    assertThat(second.texts()).containsExactly("waiting 2");
  }

  @Test
  void aMonitorThatWatchesItsOwnSessionHearsEachStatusOnce() {
    room.join(monitorsOutbox);
    room.run();
    time.advance(SECOND);
    state = SessionState.LIVE;
    room.tick();

    assertThat(monitor.texts()).containsExactly("waiting 0", "waiting 1", "waiting 2", "live 2");
  }

  @Test
  void aMonitorThatHasLeftHearsNothingMoreAndViewersHearThatItIsGone() {
    state = SessionState.GONE;
    room.monitorLeft(monitorsOutbox);
    room.run();

    assertThat(viewer.texts()).containsExactly("waiting 1", "gone 1");
    assertThat(monitor.texts()).containsExactly("waiting 0", "waiting 1");
  }

  @Test
  void aNewMonitorHearsTheStatusAtOnceEvenIfNothingHasChanged() {
    FakeViewer second = FakeViewer.prompt();
    room.monitorCame(outbox(second));
    room.run();

    assertThat(second.texts()).containsExactly("waiting 1");
    assertThat(viewer.texts()).containsExactly("waiting 1");
  }

  @Test
  void theOldMonitorsEndDoesNotConcernTheNewOne() {
    FakeViewer second = FakeViewer.prompt();
    room.monitorCame(outbox(second));
    room.monitorLeft(monitorsOutbox);
    room.run();
    state = SessionState.LIVE;
    room.tick();

    assertThat(second.texts()).containsExactly("waiting 1", "live 1");
    assertThat(monitor.texts()).containsExactly("waiting 0", "waiting 1");
  }

  @Test
  void aTaskThatFailsDoesNotStopThoseBehindIt() {
    Logger log = Logger.getLogger(Room.class.getName());
    log.setLevel(Level.OFF); // the failure is logged, as it should be, but not for this reader
    broken = true;
    room.broadcast(telemetry("t1"));
    room.run();
    broken = false;
    log.setLevel(null);
    room.broadcast(telemetry("t2"));
    room.run();

    assertThat(viewer.texts()).containsExactly("waiting 1", "t1", "t2");
  }

  @Test
  void oneViewerAloneHearsThatItIsSkippedAheadAndThatThisIsOver() {
    FakeViewer slow = FakeViewer.hesitant();
    Outbox slowsOutbox = join(slow);
    time.advance(SECOND);
    room.tick();
    slow.takeAll();
    int before = viewer.texts().size();
    publish(3, Duration.ofSeconds(3)); // the first is under way for too long
    slow.takeAll();
    publish(1, SECOND);
    slow.takeAll();
    assertThat(slow.told()).isEmpty();
    for (int i = 0; i < 3; i++) {
      room.tick();
      slow.takeAll();
    }
    assertThat(slow.told()).containsExactly(true);

    for (int i = 0; i < 10; i++) {
      slowsOutbox.tick();
      room.tick();
      slow.takeAll();
      assertThat(slow.told()).containsExactly(true);
      time.advance(SECOND);
    }
    slowsOutbox.tick();
    for (int i = 0; i < 3; i++) {
      room.tick();
      slow.takeAll();
    }
    assertThat(slow.told()).containsExactly(true, false);
    assertThat(viewer.told()).isEmpty();
    assertThat(monitor.told()).isEmpty();
    assertThat(viewer.texts()).hasSize(before + 4);
  }

  private void publish(int times, Duration each) {
    for (int i = 0; i < times; i++) {
      room.broadcast(telemetry("t" + i));
      room.run();
      time.advance(each);
    }
  }

  private SessionStatus status(int viewers) {
    if (broken) {
      throw new IllegalStateException("on purpose: this test wants a task that fails");
    }
    return new SessionStatus(Frames.CAR, state, viewers, null);
  }

  private Outbox join(FakeViewer joining) {
    Outbox outbox = outbox(joining);
    room.join(outbox);
    room.run();
    return outbox;
  }

  private Outbox outbox(FakeViewer whose) {
    return new Outbox(whose, TestSettings.with(), time);
  }
}
