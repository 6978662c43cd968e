package pitwall.soak;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import pitwall.it.Client;
import pitwall.it.Server;
import pitwall.it.SocketIoPolling;
import pitwall.it.SocketIoSocket;

/**
 * A session that is to notice nothing of what happens beside it: a monitor that publishes all the
 * time, and a viewer on each transport that is to get all of it, in its order; but for what a
 * machine that stands still for seconds makes late.
 */
final class Witness implements AutoCloseable {
  private static final int MILLIS = 100;
  private static final long PATIENCE_SECONDS = 60;

  /** Who has fallen so far behind skips to the newest: {@code pitwall.viewer-lag}. */
  private static final long LAG_NANOS = 2_000_000_000;

  private final Client monitor;
  private final List<Client> viewers;
  private final String session;
  private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
  private final ExecutorService readers = Executors.newCachedThreadPool();
  private final List<CompletableFuture<Integer>> readings;
  private final AtomicLong latest = new AtomicLong(); // the worst, in nanoseconds
  private final List<Long> published = new CopyOnWriteArrayList<>(); // when, in nanoseconds
  private final LongAdder skipped = new LongAdder();

  Witness(Server server) {
    monitor = server.monitor();
    session = monitor.requestSession();
    viewers =
        List.of(
            server.dashboard(),
            new SocketIoSocket(server.ws("/socket.io/")),
            new SocketIoPolling(server.http("/socket.io/")));
    viewers.forEach(viewer -> viewer.join(session));
    readings =
        viewers.stream()
            .map(viewer -> CompletableFuture.supplyAsync(() -> read(viewer), readers))
            .toList();
    pace.scheduleAtFixedRate(() -> publish(false), 0, MILLIS, TimeUnit.MILLISECONDS);
  }

  String session() {
    return session;
  }

  private void publish(boolean last) {
    published.add(System.nanoTime());
    monitor.telemetry(session, "{\"n\":%d,\"last\":%b}".formatted(published.size(), last));
  }

  /** Reads to the last one; gives how many there were. */
  private int read(Client viewer) {
    String who = viewer.getClass().getSimpleName();
    int number = 0;
    while (true) {
      JsonObject telemetry = viewer.next("telemetry_update").json().getJsonObject("telemetry");
      int next = telemetry.getInt("n");
      long now = System.nanoTime();
      assertThat(next).as(who).isGreaterThan(number);
      if (next > number + 1) { // a machine has stood still
        long behind = now - published.get(number);
        assertThat(behind).as("%s was left out %d early", who, number + 1).isGreaterThan(LAG_NANOS);
        skipped.add(next - number - 1);
      }
      latest.accumulateAndGet(now - published.get(next - 1), Math::max);
      number = next;
      if (telemetry.getBoolean("last")) {
        return number;
      }
    }
  }

  /** Stops to publish; each viewer must have got everything, and be connected yet. */
  void hasNoticedNothing() throws Exception {
    pace.shutdown();
    assertThat(pace.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
    publish(true);
    for (CompletableFuture<Integer> reading : readings) {
      try {
        assertThat(reading.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo(published.size());
      } catch (ExecutionException | TimeoutException e) {
        throw new AssertionError("telemetry is missing or out of order", e);
      }
    }
    assertThat(viewers).allMatch(Client::isOpen);
    assertThat(monitor.isOpen()).isTrue();
    System.out.printf(
        Locale.ROOT,
        "  %d messages to %d viewers beside it, the slowest after %.0f ms, %d skipped%n",
        published.size(),
        viewers.size(),
        latest.get() / 1e6,
        skipped.sum());
  }

  @Override
  public void close() {
    pace.shutdownNow();
    readers.shutdownNow();
    viewers.forEach(Client::close);
    monitor.close();
  }
}
