package pitwall.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;

/** The upgrade while another thread sends as fast as it may. */
class UpgradeRaceTest {
  private static final int MESSAGES = 2000;

  private final EngineServer server =
      new EngineServer(FakeEngine.OPTIONS, session -> new RecordingHandler(session));
  private final EngineSession session = FakeEngine.open(server, false);
  private final List<String> got = Collections.synchronizedList(new ArrayList<>());
  private final Semaphore room = new Semaphore(100); // the session's own bound is another test's

  private void sendAll() {
    for (int i = 0; i < MESSAGES; i++) {
      room.acquireUninterruptibly();
      session.send(Packet.message("" + i), failure -> room.release());
    }
  }

  private void pollOnce() {
    collect(new FakePoll(session));
  }

  private void collect(FakePoll get) {
    await().pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(1)).until(get::isOver);
    got.addAll(get.packets());
  }

  @RepeatedTest(5)
  void losesDoublesAndReordersNothing() throws InterruptedException {
    Wire wire = new CollectingWire();
    Thread sender = new Thread(this::sendAll);
    pollOnce(); // the handshake
    sender.start();
    IntStream.range(0, 20).forEach(i -> pollOnce());

    session.attach(wire);
    FakePoll last = new FakePoll(session);
    session.received(wire, Packet.of(Packet.Type.PING, "probe"));
    collect(last);
    session.received(wire, Packet.of(Packet.Type.UPGRADE, ""));
    sender.join();

    got.removeIf(packet -> !packet.startsWith("4"));
    assertThat(got).isEqualTo(IntStream.range(0, MESSAGES).mapToObj(i -> "4" + i).toList());
  }

  private final class CollectingWire implements Wire {
    @Override
    public void send(Packet packet, Consumer<Throwable> completion, Runnable confirmed) {
      got.add(packet.polled());
      completion.accept(null);
    }

    @Override
    public void close(EngineClose reason) {}
  }
}
