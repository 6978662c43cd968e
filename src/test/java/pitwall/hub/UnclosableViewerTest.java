package pitwall.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static pitwall.hub.Frames.telemetry;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import pitwall.config.TestSettings;
import pitwall.message.Outbound.SessionStatus;
import pitwall.message.SessionState;

/** A server that is stopping may have no thread left to close a viewer on. */
class UnclosableViewerTest {
  private final FakeNanoTime time = new FakeNanoTime();

  /** Takes no update and cannot be closed. */
  private static FakeViewer unclosable() {
    return unclosable(
        () -> {
          throw new RejectedExecutionException("no thread");
        });
  }

  private static FakeViewer unclosable(Runnable failing) {
    return new FakeViewer(true) {
      @Override
      public void send(Frame frame, Consumer<Throwable> completion, Runnable confirmed) {
        if (frame.isUpdate()) {
          throw new IllegalStateException("broken");
        }
        super.send(frame, completion, confirmed);
      }

      @Override
      public void close(CloseCode code) {
        failing.run();
      }
    };
  }

  private Outbox outbox(FakeViewer viewer) {
    return new Outbox(viewer, TestSettings.with(), time);
  }

  @Test
  void doesNotKeepAMessageFromThoseBehindIt() {
    Room room =
        new Room(viewers -> new SessionStatus(Frames.CAR, SessionState.LIVE, viewers, null), time);
    FakeViewer behind = FakeViewer.prompt();
    room.join(outbox(unclosable()));
    room.join(outbox(behind));
    room.broadcast(telemetry("t1"));
    room.run();
    assertThat(behind.texts()).endsWith("t1");
  }

  @Test
  void doesNotKeepTheEndFromThoseBehindIt() {
    Hub hub = new Hub();
    List<FakeViewer> others = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      FakeViewer other = FakeViewer.prompt();
      others.add(other);
      hub.connected(outbox(other));
      hub.connected(outbox(unclosable()));
      hub.connected(outbox(unclosable(UnclosableViewerTest::loadsNoClasses)));
    }
    hub.closeAll(CloseCode.GOING_AWAY);
    assertThat(others).allSatisfy(other -> assertThat(other.closed()).hasSize(1));
  }

  /** As when an application's class loader has stopped. */
  private static void loadsNoClasses() {
    throw new NoClassDefFoundError("a class that is only needed in the end");
  }
}
