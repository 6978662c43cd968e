package pitwall.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who has gone takes all that was kept for it along, whatever the server keeps of its own. */
@ExtendWith(ArquillianExtension.class)
class DepartedViewersIT {
  private static final String OUTBOX = "pitwall.hub.Outbox";
  private static final int VIEWERS = 60;
  // A server may hold on to the last connections of each of its threads.
  private static final int FEW = VIEWERS / 6;

  @ArquillianResource private URL url;

  @Deployment(testable = false)
  static WebArchive pitwall() {
    return Server.pitwall();
  }

  @Test
  void nothingIsKeptOfViewersThatVanished() throws Exception {
    Server server = new Server(url);
    PlainClient monitor = server.monitor();
    String session = monitor.requestSession();
    List<RawClient> viewers = new ArrayList<>();
    for (int i = 0; i < VIEWERS; i++) {
      RawClient viewer = server.rawDashboard();
      viewers.add(viewer);
      viewer.say("join_session", "{\"session_id\":\"" + session + "\"}");
      viewer.readUntil("session_status");
    }
    long atMost = ServerProcess.instances(OUTBOX); // perhaps with some from other tests
    assertThat(atMost).isGreaterThan(VIEWERS);

    for (RawClient viewer : viewers) {
      viewer.close();
    }
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> ServerProcess.instances(OUTBOX) <= atMost - VIEWERS + FEW);
    monitor.close();
  }
}
