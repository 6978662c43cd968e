package pitwall.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.URI;
import java.net.URL;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A viewer behind a link of a fifth of the needed rate sees what is new, not what the kernels
 * between have kept, and hears that it is being skipped ahead.
 */
@ExtendWith(ArquillianExtension.class)
class SlowLinkIT {
  private static final int A_SECOND = 20;
  private static final int SIZE = 1_500;
  private static final int MESSAGES = 20 * A_SECOND;

  /**
   * How many messages the slow viewer may be behind: ten seconds' worth. It is usually less than
   * half of that; without a bound it would be 320 at the end.
   */
  private static final int BEHIND = 10 * A_SECOND;

  private static final String PAD = "x".repeat(SIZE - 150);

  @ArquillianResource private URL url;
  private Server server;

  @Deployment(testable = false)
  static WebArchive pitwall() {
    return Server.pitwall();
  }

  @BeforeEach
  void find() {
    server = new Server(url);
  }

  @Test
  void overPlainWebSocket() throws Exception {
    aSlowViewerSeesWhatIsNew(
        port -> new PlainClient(URI.create("ws://127.0.0.1:" + port + "/ws/dashboard")));
  }

  @Test
  void overSocketIoByWebSocket() throws Exception {
    aSlowViewerSeesWhatIsNew(
        port -> new SocketIoSocket(URI.create("ws://127.0.0.1:" + port + "/socket.io/")));
  }

  @Test
  void overSocketIoByPolling() throws Exception {
    aSlowViewerSeesWhatIsNew(
        port -> new SocketIoPolling(URI.create("http://127.0.0.1:" + port + "/socket.io/")));
  }

  private void aSlowViewerSeesWhatIsNew(Function<Integer, Client> viewers) throws Exception {
    ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
    try (Cable link = new Cable(server.port(), SIZE * A_SECOND / 5);
        Client monitor = server.monitor();
        Client healthy = server.dashboard();
        Client slow = viewers.apply(link.port())) {
      String session = monitor.requestSession();
      healthy.join(session);
      slow.join(session);
      AtomicInteger published = new AtomicInteger();
      pace.scheduleAtFixedRate(
          () -> {
            int n = published.get() + 1;
            if (n <= MESSAGES) {
              monitor.telemetry(session, "{\"n\":%d,\"pad\":\"%s\"}".formatted(n, PAD));
              published.set(n);
            }
            if (n == MESSAGES / 2) {
              monitor.setup(session, "{\"pad\":\"%s\"}".formatted(PAD));
            }
          },
          0,
          1_000 / A_SECOND,
          TimeUnit.MILLISECONDS);

      Seen seen = new Seen();
      while (seen.last < MESSAGES) {
        seen.take(slow.next());
        assertThat(published.get() - seen.last).as("messages behind").isLessThan(BEHIND);
      }
      assertThat(seen.telemetry).as("the link was slow").isLessThan(MESSAGES * 2 / 3);
      assertThat(seen.telemetry).as("and was used").isGreaterThan(MESSAGES / 20);
      assertThat(seen.setups).isEqualTo(1);
      assertThat(seen.skipping).isTrue();

      while (seen.skipping) { // nothing is skipped any more, which is told in its time
        seen.take(slow.next());
      }
      for (int n = 1; n <= MESSAGES; n++) {
        String data = healthy.next("telemetry_update").data();
        assertThat(data).contains("{\"n\":" + n + ',');
      }
    } finally {
      pace.shutdownNow();
    }
  }

  /** What a viewer has seen so far. */
  private static final class Seen {
    private int last;
    private int telemetry;
    private int setups;
    private boolean skipping;

    void take(Client.Heard heard) {
      JsonObject data = heard.json();
      switch (heard.event()) {
        case "telemetry_update" -> {
          int n = data.getJsonObject("telemetry").getInt("n");
          assertThat(n).as("telemetry never goes back in time").isGreaterThan(last);
          last = n;
          telemetry++;
        }
        case "setup_update" -> setups++;
        case "session_status" -> {
          if (data.containsKey("skipping")) {
            assertThat(data.getBoolean("skipping")).as("told once").isNotEqualTo(skipping);
            skipping = data.getBoolean("skipping");
          }
        }
        default -> throw new AssertionError(heard);
      }
    }
  }
}
