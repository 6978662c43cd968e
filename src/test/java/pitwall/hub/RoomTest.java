package pitwall.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static pitwall.hub.Frames.setup;
import static pitwall.hub.Frames.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import pitwall.config.TestSettings;
import pitwall.message.Outbound;
import pitwall.message.Outbound.SessionEnded;
import pitwall.message.Outbound.SessionStatus;
import pitwall.message.SessionState;

/**
 * Who sees what, and in which order. The status hardly changes here: see {@link RoomStatusTest}.
 */
class RoomTest {
  private final FakeNanoTime time = new FakeNanoTime();
  private final Room room =
      new Room(viewers -> new SessionStatus(Frames.CAR, SessionState.LIVE, viewers, null), time);

  @Test
  void whoJoinsGetsTheSetupTheTelemetryTheStatusAndThenWhatFollows() {
    broadcast(telemetry("t1"), setup("s1"));
    FakeViewer viewer = FakeViewer.prompt();
    join(viewer);
    broadcast(telemetry("t2"), setup("s2"), telemetry("t3"));

    assertThat(viewer.texts()).containsExactly("s1", "t1", "live 1", "t2", "s2", "t3");
  }

  @Test
  void whoJoinsGetsOnlyWhatIsNewest() {
    broadcast(setup("s1"), telemetry("t1"), setup("s2"), telemetry("t2"), telemetry("t3"));
    FakeViewer viewer = FakeViewer.prompt();
    join(viewer);

    assertThat(viewer.texts()).containsExactly("s2", "t3", "live 1");
  }

  @Test
  void whoJoinsBeforeThereIsAnythingGetsTheStatusAlone() {
    FakeViewer viewer = FakeViewer.prompt();
    join(viewer);
    assertThat(viewer.texts()).containsExactly("live 1");

    broadcast(setup("s1"));
    assertThat(viewer.texts()).containsExactly("live 1", "s1");
  }

  @Test
  void whatIsThereWithoutTheOtherIsSentAlone() {
    broadcast(telemetry("t1"));
    FakeViewer viewer = FakeViewer.prompt();
    join(viewer);

    assertThat(viewer.texts()).containsExactly("t1", "live 1");
  }

  @Test
  void whenItIsOverEveryoneHearsThatAndNothingMore() {
    FakeViewer viewer = FakeViewer.prompt();
    FakeViewer monitor = FakeViewer.prompt();
    join(viewer);
    room.monitorCame(outbox(monitor));
    room.end(Frame.of(new SessionEnded(Frames.CAR, "ended")));
    FakeViewer late = FakeViewer.prompt();
    join(late);
    broadcast(telemetry("t1"));

    for (FakeViewer each : List.of(viewer, monitor, late)) {
      List<Outbound> heard = each.messages();
      assertThat(heard.get(heard.size() - 1)).isEqualTo(new SessionEnded(Frames.CAR, "ended"));
    }
    assertThat(late.messages()).hasSize(1);
    assertThat(room.viewers()).isZero();
  }

  @Test
  void aMonitorThatComesAfterTheEndHearsThatAlone() {
    room.end(Frame.of(new SessionEnded(Frames.CAR, "ended")));
    FakeViewer monitor = FakeViewer.prompt();
    room.monitorCame(outbox(monitor));
    room.run();

    assertThat(monitor.messages()).containsExactly(new SessionEnded(Frames.CAR, "ended"));
  }

  @Test
  void whoJoinsTwiceGetsTheStatusAgainAndEveryMessageOnce() {
    FakeViewer viewer = FakeViewer.prompt();
    Outbox outbox = outbox(viewer);
    broadcast(setup("s1"));
    room.join(outbox);
    room.join(outbox);
    room.run();
    broadcast(telemetry("t1"));

    assertThat(viewer.texts()).containsExactly("s1", "live 1", "live 1", "t1");
    assertThat(room.viewers()).isOne();
  }

  @Test
  void whoLeavesGetsNothingMore() {
    FakeViewer viewer = FakeViewer.prompt();
    FakeViewer other = FakeViewer.prompt();
    Outbox outbox = join(viewer);
    join(other);
    room.leave(outbox);
    room.run();
    broadcast(telemetry("t1"));

    assertThat(viewer.texts()).doesNotContain("t1");
    assertThat(other.texts()).contains("t1");
    assertThat(room.viewers()).isOne();
  }

  @Test
  void whoComesBackGetsWhatIsNewestThen() {
    FakeViewer viewer = FakeViewer.prompt();
    Outbox outbox = join(viewer);
    room.leave(outbox);
    room.run();
    broadcast(setup("s1"), setup("s2"));
    room.join(outbox);
    room.run();

    assertThat(viewer.texts()).doesNotContain("s1").containsSubsequence("live 1", "s2", "live 1");
  }

  @Test
  void leavingWithoutHavingJoinedChangesNothing() {
    join(FakeViewer.prompt());
    room.leave(outbox(FakeViewer.prompt()));
    room.run();

    assertThat(room.viewers()).isOne();
  }

  @Test
  void whatIsPutInHappensInThatOrderWhenItRuns() {
    FakeViewer viewer = FakeViewer.prompt();
    Outbox outbox = outbox(viewer);
    room.broadcast(telemetry("t1"));
    room.join(outbox);
    room.broadcast(telemetry("t2"));
    room.leave(outbox);
    room.broadcast(telemetry("t3"));
    assertThat(viewer.texts()).isEmpty();

    room.run();

    assertThat(viewer.texts()).containsSubsequence("t1", "t2").doesNotContain("t3");
  }

  @Test
  void whatIsPutInWhileItRunsHappensToo() {
    List<String> seen = new ArrayList<>();
    FakeViewer curious =
        new FakeViewer(true) {
          @Override
          public void send(Frame frame, Consumer<Throwable> completion, Runnable confirmed) {
            if (seen.isEmpty()) {
              room.broadcast(telemetry("t2"));
              room.run();
            }
            seen.add(brief(frame));
            super.send(frame, completion, confirmed);
          }
        };
    join(curious);

    assertThat(seen).containsExactly("live 1", "t2");
  }

  @Test
  void aViewerThatFailsDoesNotStopTheOthers() {
    FakeViewer before = FakeViewer.prompt();
    FakeViewer failing =
        new FakeViewer(true) {
          @Override
          public void send(Frame frame, Consumer<Throwable> completion, Runnable confirmed) {
            throw new IllegalStateException("broken");
          }
        };
    FakeViewer stuck = FakeViewer.hesitant();
    FakeViewer after = FakeViewer.prompt();
    for (FakeViewer viewer : List.of(before, failing, stuck, after)) {
      join(viewer);
    }

    broadcast(telemetry("t1"), telemetry("t2"));

    assertThat(before.texts()).endsWith("t1", "t2");
    assertThat(after.texts()).endsWith("t1", "t2");
    assertThat(failing.closed()).containsExactly(CloseCode.FAILED);
    assertThat(stuck.closed()).isEmpty();
  }

  @Test
  void allViewersGetTheSameFrame() {
    FakeViewer one = FakeViewer.prompt();
    FakeViewer two = FakeViewer.prompt();
    join(one);
    join(two);
    Frame frame = telemetry("t1");
    broadcast(frame);

    assertThat(one.frames()).last().isSameAs(frame);
    assertThat(two.frames()).last().isSameAs(frame);
  }

  private Outbox join(FakeViewer viewer) {
    Outbox outbox = outbox(viewer);
    room.join(outbox);
    room.run();
    return outbox;
  }

  private Outbox outbox(FakeViewer viewer) {
    return new Outbox(viewer, TestSettings.with(), time);
  }

  private void broadcast(Frame... frames) {
    for (Frame frame : frames) {
      room.broadcast(frame);
      room.run();
    }
  }
}
