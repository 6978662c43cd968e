package pitwall.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A relay without password and metrics, from its start to its end. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SwitchedOffIT {
  private static RelayProcess other;

  @BeforeAll
  static void start() throws IOException {
    assumeTrue(RelayProcess.isPossible());
    other = new RelayProcess("-Xmx256m", "-Dpitwall.metrics=off");
  }

  @AfterAll
  static void stop() throws IOException {
    if (other != null) {
      other.close();
    }
  }

  @Test
  @Order(1)
  void whatIsSwitchedOffIsNotThere() {
    for (String path :
        new String[] {"/admin", "/api/admin/overview", "/metrics", "/metrics/", "/openapi"}) {
      HttpResponse<String> answer = other.server().get(path);
      assertThat(answer.statusCode()).as(path).isEqualTo(404);
      assertThat(answer.body()).as(path).doesNotContain("jvm_");
    }
    assertThat(other.server().get("/health/ready").statusCode()).isEqualTo(200);
  }

  @Test
  @Order(2)
  void whoIsConnectedWhenItStopsIsToldToComeBack() throws IOException {
    PlainClient monitor = other.server().monitor();
    PlainClient dashboard = other.server().dashboard();
    SocketIoSocket socketIo = new SocketIoSocket(other.server().ws("/socket.io/"));
    String session = monitor.requestSession();
    dashboard.join(session);
    socketIo.join(session);

    other.stop();
    // WildFly says so itself, and without a reason, before it stops an application.
    assertThat(dashboard.awaitClose(30).code()).isEqualTo(1001);
    assertThat(monitor.awaitClose(30).code()).isEqualTo(1001);
    await().until(() -> !socketIo.isOpen());
    assertThat(other.log())
        .contains("session_created session=" + session.substring(0, 8))
        .doesNotContain(session);
  }
}
