package pitwall.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import pitwall.replay.MonitorLink;
import pitwall.replay.Recording;
import pitwall.replay.Replay;

/** A real recorded stint goes through the relay unharmed. */
@ExtendWith(ArquillianExtension.class)
class StintIT {
  private static final double SPEED = 50;

  @ArquillianResource private URL url;
  private Server server;

  @Deployment(testable = false)
  static WebArchive pitwall() {
    return Server.pitwall();
  }

  @BeforeEach
  void connect() {
    server = new Server(url);
  }

  @Test
  void everyDashboardGetsEveryMessageAfterItsJoinInOrderAndEqual() throws Exception {
    Recording stint = Recording.of(Samples.path("spa-stint.jsonl"));
    String setup = Samples.text("setup-overview.json").strip();
    List<PlainClient> early = new ArrayList<>();
    List<PlainClient> late = new ArrayList<>();
    PrintStream quiet = new PrintStream(OutputStream.nullOutputStream());
    try (MonitorLink link = new MonitorLink(server.http("/"), quiet)) {
      link.open();
      for (int i = 0; i < 8; i++) {
        PlainClient dashboard = server.dashboard();
        dashboard.join(link.session());
        early.add(dashboard);
      }
      PlainClient leaver = early.remove(7);
      PlainClient clock = early.remove(6); // tells how far the stint is
      CompletableFuture<Void> played =
          CompletableFuture.runAsync(
              () -> {
                try {
                  link.setup(setup);
                  new Replay(stint, SPEED, quiet).play(link);
                } catch (InterruptedException e) {
                  throw new AssertionError(e);
                }
              });

      for (int seen = 0; seen < 300; seen++) {
        leaver.next("telemetry_update");
      }
      leaver.abort();
      for (int i = 0; i < 4; i++) { // three who come late, and the one who comes back
        PlainClient dashboard = server.dashboard();
        dashboard.say("join_session", "{\"session_id\":\"" + link.session() + "\"}");
        late.add(dashboard);
        clock.next("telemetry_update"); // some time passes
      }

      for (PlainClient dashboard : late) {
        assertSetup(dashboard, setup);
        assertThat(assertRest(dashboard, stint.lines())).isPositive();
      }
      clock.close();
      for (PlainClient dashboard : early) {
        assertSetup(dashboard, setup);
        assertThat(assertRest(dashboard, stint.lines())).isZero();
      }
      played.join();
    }
    early.forEach(Client::close);
    late.forEach(Client::close);
  }

  @Test
  void aMonitorWhosePlugIsPulledGoesOnInItsSession() throws Exception {
    PrintStream quiet = new PrintStream(OutputStream.nullOutputStream());
    try (MonitorLink link = new MonitorLink(server.http("/"), quiet);
        PlainClient dashboard = server.dashboard()) {
      link.open();
      String session = link.session();
      dashboard.join(session);
      link.telemetry("{\"n\":1}");
      assertThat(telemetry(dashboard.nextButStatus())).isEqualTo("{\"n\":1}");
      link.pullThePlug();
      dashboard.awaitState("gone");
      link.telemetry("{\"n\":2}");
      dashboard.awaitStateAndTelemetry("live", "{\"n\":2}");
      assertThat(link.session()).isEqualTo(session);
    }
  }

  private static void assertSetup(PlainClient dashboard, String setup) {
    Client.Heard first = dashboard.nextButStatus();
    assertThat(first.event()).isEqualTo("setup_update");
    assertThat(first.data()).endsWith(",\"setup\":" + setup + '}');
  }

  /** Checks that telemetry runs to the last line without a gap; gives the first line's index. */
  private static int assertRest(PlainClient dashboard, List<String> lines) {
    String first = telemetry(dashboard.nextButStatus());
    int start = lines.indexOf(first);
    assertThat(start).as("a line of the recording: %s", first).isNotNegative();
    for (int i = start + 1; i < lines.size(); i++) {
      assertThat(telemetry(dashboard.nextButStatus())).isEqualTo(lines.get(i));
    }
    return start;
  }

  private static String telemetry(Client.Heard heard) {
    assertThat(heard.event()).isEqualTo("telemetry_update");
    String data = heard.data();
    return data.substring(data.indexOf("\"telemetry\":") + 12, data.length() - 1);
  }
}
