package pitwall.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Viewers that stop reading, or are gone without a word: their trouble, nobody else's. */
@ExtendWith(ArquillianExtension.class)
class StalledViewerIT {
  private static final int SIZE = 60_000;
  private static final int MESSAGES = 20_000_000 / SIZE;
  private static final int NONE = -1;
  private static final String PAD = "x".repeat(SIZE - 40);
  private static final Pattern NUMBER = Pattern.compile("\"n\":(-?\\d+),");

  /** One viewer's queue, the frame under way in two encodings, and what else a server moves. */
  private static final long BOUND = 256 * 1024 + 3 * SIZE + 512 * 1024;

  @ArquillianResource private URL url;
  private Server server;
  private PlainClient monitor;
  private PlainClient healthy;
  private String session;

  @Deployment(testable = false)
  static WebArchive pitwall() {
    return Server.pitwall();
  }

  @BeforeEach
  void connect() {
    server = new Server(url);
    monitor = server.monitor();
    session = monitor.requestSession();
    healthy = server.dashboard();
    healthy.join(session);
  }

  @AfterEach
  void disconnect() {
    monitor.close();
    healthy.close();
  }

  private RawClient stalled() throws IOException {
    RawClient viewer = server.rawDashboard();
    viewer.say("join_session", "{\"session_id\":\"" + session + "\"}");
    viewer.readUntil("session_status");
    return viewer;
  }

  /** Sends a message and waits until the healthy viewer has it. */
  private void deliver(int n) {
    monitor.telemetry(session, "{\"n\":%d,\"pad\":\"%s\"}".formatted(n, PAD));
    assertThat(number(healthy.next("telemetry_update").data())).isEqualTo(n);
  }

  private static int number(String text) {
    Matcher found = NUMBER.matcher(text);
    assertThat(found.find()).isTrue();
    return Integer.parseInt(found.group(1));
  }

  @Test
  void aViewerThatReadsAgainGetsWhatTheKernelHeldAndThenTheNewest() throws IOException {
    for (int n = 0; n < MESSAGES; n++) {
      deliver(n); // once with nobody stalled: classes load, buffers grow
    }
    try (RawClient viewer = stalled()) {
      long before = ServerProcess.liveBytes();
      for (int n = 0; n < MESSAGES; n++) {
        deliver(n);
      }
      await() // what else the server has just begun comes to an end
          .untilAsserted(
              () ->
                  assertThat(ServerProcess.liveBytes() - before)
                      .as("bytes that one stalled viewer holds")
                      .isLessThan(BOUND));

      int last = -1;
      int read = 0;
      while (last < MESSAGES - 1) {
        String text = viewer.readUntil("telemetry_update");
        int n = number(text);
        if (read > 0) {
          assertThat(n).as("telemetry never goes back in time").isGreaterThan(last);
        } else {
          n = -1; // the state at the join, the end of the first round
        }
        last = n;
        read++;
      }
      assertThat(read).as("no backlog was kept").isLessThan(MESSAGES / 2);
    }
  }

  @Test
  void aViewerThatTakesNothingForThirtySecondsIsClosedAndNotBefore() throws IOException {
    try (RawClient viewer = stalled();
        RawClient frozen = stalled()) {
      long start = System.nanoTime();
      for (int n = 0; n < MESSAGES; n++) { // at once, more than the kernel takes
        deliver(n);
      }
      AtomicInteger next = new AtomicInteger(MESSAGES);
      awaitViewers(1, () -> deliver(next.getAndIncrement())); // and then on and on
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofSeconds(29));
      assertThat(ServerProcess.hasConnection(server.port(), frozen.port()))
          .isEqualTo(Files.exists(Path.of("/proc/net/tcp"))); // Linux tells
      assertThat(closeCodeOf(viewer)).isIn(4008, tyrus() ? NONE : 4008);
      await() // though it reads nothing at all
          .atMost(Duration.ofSeconds(60))
          .until(() -> !ServerProcess.hasConnection(server.port(), frozen.port()));
    }
    deliver(-1);
  }

  private static boolean tyrus() {
    return System.getProperty("arquillian.launch").startsWith("payara");
  }

  /** Reads what is left: Tyrus drops the close frame along with what its viewer did not take. */
  private static int closeCodeOf(RawClient viewer) {
    try {
      while (true) {
        RawClient.RawFrame frame = viewer.read();
        if (frame.opcode() == 8) {
          return frame.closeCode();
        }
      }
    } catch (IOException end) {
      return NONE;
    }
  }

  @Test
  void aClientThatVanishesWithoutACloseFrameFreesItsSlot() throws IOException {
    RawClient silent = stalled(); // from here on it answers no ping
    RawClient cut = stalled();
    assertThat(server.state(session).getInt("viewers")).isEqualTo(3);
    cut.abort();
    awaitViewers(2, () -> {});
    awaitViewers(1, () -> {});
    silent.close();
    deliver(1);
  }

  @Test
  void aViewerBehindASlowLinkStaysConnected() throws Exception {
    ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
    try (RawClient slow = stalled()) {
      slow.throttle(1_500);
      AtomicInteger next = new AtomicInteger();
      String pad = "x".repeat(1_400);
      pace.scheduleAtFixedRate( // 3 KB/s
          () ->
              monitor.telemetry(
                  session, "{\"n\":%d,\"pad\":\"%s\"}".formatted(next.getAndIncrement(), pad)),
          0,
          500,
          TimeUnit.MILLISECONDS);
      int last = -1;
      while (next.get() < 120) { // a minute: longer than a silent viewer would be kept
        RawClient.RawFrame frame = slow.read();
        if (frame.opcode() == 9) {
          slow.frame(10, true, frame.payload());
        } else if (frame.text().contains("telemetry_update")) {
          assertThat(number(frame.text())).isGreaterThan(last);
          last = number(frame.text());
        }
        assertThat(frame.opcode()).as("no close frame").isNotEqualTo(8);
      }
      assertThat(server.state(session).getInt("viewers")).isEqualTo(2);
    } finally {
      pace.shutdownNow();
    }
  }

  private void awaitViewers(int number, Runnable meanwhile) {
    await()
        .atMost(Duration.ofSeconds(90))
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> {
              meanwhile.run();
              return server.state(session).getInt("viewers") == number;
            });
  }
}
