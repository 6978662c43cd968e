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
  private static final int SETUPS = 10;
  private static final String SETUP = "{\"a\":\"" + "x".repeat(1_000_000) + "\"}";
  private static RelayProcess other;

  @BeforeAll
  static void start() throws IOException {
    assumeTrue(RelayProcess.isPossible());
    other =
        new RelayProcess(
            "-Xmx256m",
            "-Dpitwall.metrics=off",
            "-Dpitwall.viewer-unconfirmed-bytes=16MB", // more than the kernel's buffers
            "-Dpitwall.viewer-unconfirmed-age=30s");
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
    RawClient busy = busy(monitor);

    other.stop();
    // WildFly says so itself, and without a reason, before it stops an application.
    assertThat(dashboard.awaitClose(30).code()).isEqualTo(1001);
    assertThat(monitor.awaitClose(30).code()).isEqualTo(1001);
    int before = 0; // bytes that were on their way
    RawClient.RawFrame last = busy.read();
    while (last.opcode() != 8) {
      before += last.payload().length;
      last = busy.read();
    }
    assertThat(last.closeCode()).isEqualTo(1001);
    assertThat(before).isGreaterThan(2 * SETUP.length());
    busy.close();
    await().until(() -> !socketIo.isOpen());
    assertThat(other.log())
        .contains("session_created session=" + session.substring(0, 8))
        .doesNotContain(session);
  }

  /** A viewer that has yet to read more than its connection can hold. */
  private static RawClient busy(PlainClient monitor) throws IOException {
    RawClient viewer = RawClient.quick(other.server().port(), "/ws/dashboard");
    for (int i = 0; i < SETUPS; i++) {
      String session = monitor.requestSession();
      viewer.say("join_session", "{\"session_id\":\"" + session + "\"}");
      monitor.setup(session, SETUP);
      if (i == 0) { // what it confirms soon opens the way for more
        viewer.readUntil("setup_update");
        viewer.frame(10, true, viewer.read().payload());
      }
    }
    monitor.settle();
    return viewer;
  }
}
