package pitwall.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Clients that come, do not wait, and are gone: nothing of them stays, and nothing is logged. */
class HitAndRunIT {
  private static final int MANY = 500;
  private static final int AT_ONCE = 30;
  private static final int MORE_THAN_THREADS = 250;
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final byte[] CLOSE = {(byte) 0x88, (byte) 0x82, 0, 0, 0, 0, 3, (byte) 0xe8};
  private static final String STACK_TRACE = "\tat ";

  private static RelayProcess relay;

  @BeforeAll
  static void start() throws IOException {
    assumeTrue(RelayProcess.isPossible());
    // The ping shall not be what finds them.
    relay = new RelayProcess("-Dpitwall.ping-timeout=1h", "-Dpitwall.socketio-ping-timeout=1h");
  }

  @AfterAll
  static void stop() throws IOException {
    if (relay != null) {
      relay.close();
    }
  }

  private static boolean onPayara() {
    return System.getProperty("arquillian.launch").startsWith("payara");
  }

  private static void many(Consumer<Server> client) throws Exception {
    ExecutorService clients = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < MANY; i++) {
        all.add(clients.submit(() -> client.accept(relay.server())));
      }
      for (Future<?> each : all) {
        each.get();
      }
    } finally {
      clients.shutdownNow();
    }
  }

  private static void assertNobodyIsLeft() {
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(relay.server().get("/metrics").body())
                    .contains("pitwall_connections{transport=\"websocket\"} 0.0"));
  }

  private static Socket says(String... lines) {
    try {
      Socket socket = new Socket("127.0.0.1", relay.server().port());
      socket.getOutputStream().write(bytes(lines));
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(String... lines) {
    return (String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
  }

  private static void reset(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void whoEndsTheConnectionAsItOpensIsNoticedAtOnce() throws Exception {
    many(server -> server.rawDashboard().abort());
    assertNobodyIsLeft();
  }

  @Test
  void whoClosesAsItOpensIsNoticedAtOnce() throws Exception {
    many(
        server -> {
          try (RawClient client = server.rawDashboard()) {
            client.bytes(CLOSE);
          }
        });
    assertNobodyIsLeft();
  }

  @Test
  void whoSendsOnWithoutWaitingForTheHandshakeHoldsNobodyUp() throws IOException {
    String[] handshake = {
      "GET /ws/dashboard HTTP/1.1",
      "Host: 127.0.0.1",
      "Upgrade: websocket",
      "Connection: Upgrade",
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
      "Sec-WebSocket-Version: 13"
    };
    byte[] head = bytes(handshake);
    byte[] both = new byte[head.length + CLOSE.length];
    System.arraycopy(head, 0, both, 0, head.length);
    System.arraycopy(CLOSE, 0, both, head.length, CLOSE.length);
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < MORE_THAN_THREADS; i++) {
        Socket socket = new Socket("127.0.0.1", relay.server().port());
        sockets.add(socket);
        socket.getOutputStream().write(both); // in one segment
      }
      assertTimeoutPreemptively(
          PATIENCE,
          () -> assertThat(relay.server().get("/health/live").statusCode()).isEqualTo(200));
      Socket last = sockets.get(sockets.size() - 1);
      last.setSoTimeout((int) PATIENCE.toMillis());
      byte[] status = last.getInputStream().readNBytes(12);
      assertThat(new String(status, StandardCharsets.US_ASCII))
          .as("WildFly may read on, Payara cannot")
          .isIn(onPayara() ? List.of("HTTP/1.1 400") : List.of("HTTP/1.1 400", "HTTP/1.1 101"));
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  @Test
  void whoDoesNotWaitForItsAnswersLeavesNoStackTraces() throws Exception {
    for (String path :
        List.of(
            "/socket.io/socket.io.js",
            "/socket.io/?transport=polling",
            "/api/sessions/nobody",
            "/ws/dashboard",
            "/health/ready",
            "/dashboard/nobody",
            "/metrics")) {
      String request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n";
      for (int i = 0; i < 20; i++) {
        reset(says(request.repeat(30)));
      }
    }
    // Behind them all: what they left has been served by then.
    await().atMost(PATIENCE).until(() -> relay.server().get("/health/live").statusCode() == 200);
    assertThat(relay.log()).doesNotContain(STACK_TRACE);
  }

  @Test
  void anUnknownVersionOfHttpIsRefusedInSilence() throws IOException {
    try (Socket socket = says("GET / HTTP/9.9", "Host: 127.0.0.1")) {
      socket.setSoTimeout((int) PATIENCE.toMillis());
      byte[] status = socket.getInputStream().readNBytes(12);
      assertThat(new String(status, StandardCharsets.US_ASCII))
          .isEqualTo(onPayara() ? "HTTP/1.1 505" : "HTTP/1.1 400");
    }
    assertThat(relay.log()).doesNotContain(STACK_TRACE);
  }
}
