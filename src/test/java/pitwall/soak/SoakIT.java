package pitwall.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import pitwall.it.Client;
import pitwall.it.RawClient;
import pitwall.it.Server;
import pitwall.it.ServerProcess;
import pitwall.it.SocketIoPolling;
import pitwall.it.SocketIoSocket;

/**
 * One server that bears all of it in turn, each time beside a {@link Witness}, and holds no more
 * afterwards.
 */
@ExtendWith(ArquillianExtension.class)
@TestMethodOrder(MethodOrderer.MethodName.class)
class SoakIT {
  private static final int SECONDS = Integer.getInteger("soak.seconds", 10);
  private static final int BURST_SECONDS = Math.max(2, SECONDS / 10);

  /** Whether there is time for what takes a minute. */
  static final boolean IS_LONG = SECONDS >= 60;

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String LARGE = "{\"a\":\"" + "x".repeat(1_000_000) + "\"}";
  private static final byte[] BOMB = RawClient.deflated(new byte[60 << 20]);
  private static final byte[] GZIP_BOMB = gzipped(new byte[60 << 20]);
  private static final String OFFER = "permessage-deflate; client_max_window_bits";
  private static final String SOCKET_IO = "/socket.io/?EIO=4&transport=websocket";

  /** Over polling it is missed after 45 s: too long for each build. */
  private static final List<String> KILLED =
      IS_LONG ? List.of("plain", "socketio", "polling") : List.of("plain", "socketio");

  private static Holdings first;
  private static Holdings before; // the test under way

  @ArquillianResource private URL url;
  private Server server;
  private Books books;
  private Witness witness;

  @Deployment(testable = false)
  static WebArchive pitwall() {
    return Server.pitwall();
  }

  @BeforeEach
  void open() throws Exception {
    server = new Server(url);
    books = new Books(server, ServerProcess.pid(), System.getProperty("it.admin-password"));
    if (first == null) {
      Holdings cold = books.count();
      try (Witness early = new Witness(server)) { // what a server makes once, it is to have made
        new Noise(server.port(), early.session()).make(2);
        early.hasNoticedNothing();
      }
      before = books.balance("warm", cold, cold);
      first = cold;
    }
    witness = new Witness(server);
  }

  @AfterEach
  void balance(TestInfo test) throws Exception {
    try {
      witness.hasNoticedNothing();
    } finally {
      witness.close();
    }
    before = books.balance(test.getTestMethod().orElseThrow().getName(), first, before);
  }

  @Test
  void noiseOnTwoHundredConnections() throws Exception {
    assertThat(new Noise(server.port(), witness.session()).make(SECONDS)).isPositive();
  }

  @Test
  void hundredsOfClientsASecondThatComeAndGo() throws Exception {
    new Storm(server.port(), witness.session()).blow(BURST_SECONDS);
  }

  @Test
  void aFloodOfTenThousandMessagesASecond() throws Exception {
    new Flood(server.port()).pour(BURST_SECONDS);
  }

  @Test
  void threeHundredClientsThatStallKeepNobodyOut() throws Exception {
    try (Client monitor = server.monitor()) {
      String session = monitor.requestSession();
      try (Stalls stalls = new Stalls(server.port(), session)) {
        stalls.halfHeaders(100);
        stalls.halfFrames(100);
        stalls.unreadAnswers(100);
        publishUntilItWaits(monitor, session);
        for (int i = 0; i < 20; i++) {
          newcomersAreServed();
        }
      }
    }
  }

  /** Setups, until kernels take no more of them. */
  private void publishUntilItWaits(Client monitor, String session) {
    await()
        .atMost(PATIENCE)
        .until(
            () -> {
              monitor.setup(session, LARGE);
              return Holdings.sum(books.metrics(), "pitwall_queue_bytes ") > LARGE.length();
            });
  }

  private void newcomersAreServed() {
    try (Client monitor = server.monitor();
        Client plain = server.dashboard();
        Client socket = new SocketIoSocket(server.ws("/socket.io/"));
        Client polling = new SocketIoPolling(server.http("/socket.io/"))) {
      String session = monitor.requestSession();
      List<Client> viewers = List.of(plain, socket, polling);
      viewers.forEach(viewer -> viewer.join(session));
      monitor.telemetry(session, "{\"new\":1}");
      viewers.forEach(v -> assertThat(v.next("telemetry_update").data()).contains("{\"new\":1}"));
    }
    assertThat(server.get("/").statusCode()).isEqualTo(200);
  }

  @Test
  void handshakesThatDrip() throws Exception {
    String handshake = Line.handshake("/ws/dashboard");
    List<Line> lines = new ArrayList<>();
    try {
      for (int i = 0; i < 200; i++) {
        lines.add(new Line(server.port()));
      }
      for (int at = 0; at < handshake.length(); at++) { // one byte of each in turn
        for (int i = 0; i < lines.size(); i++) {
          if (i % 2 == 0 || at < i) { // half of them stop on the way
            lines.get(i).say(handshake.substring(at, at + 1));
          }
        }
      }
      newcomersAreServed();
      for (int i = 0; i < lines.size(); i += 2) {
        assertThat(lines.get(i).answer()).startsWith("HTTP/1.1 101 ");
      }
    } finally {
      for (Line line : lines) {
        line.close();
      }
    }
  }

  @Test
  void bombs() throws Exception {
    for (int i = 0; i < BURST_SECONDS; i++) {
      for (String path : List.of("/ws/dashboard", "/ws/monitor", SOCKET_IO)) {
        try (RawClient client = RawClient.offering(server.port(), path, OFFER)) {
          boolean taken = client.header("Sec-WebSocket-Extensions") != null;
          if (i % 2 == 0) {
            client.frame(RawClient.RSV1 | 1, true, BOMB);
          } else {
            int half = BOMB.length / 2;
            client.frame(RawClient.RSV1 | 1, false, Arrays.copyOf(BOMB, half));
            client.frame(0, true, Arrays.copyOfRange(BOMB, half, BOMB.length));
          }
          assertThat(closeCode(client)).isEqualTo(taken ? 1009 : 1002);
        }
      }
      compressedPost();
    }
  }

  private static int closeCode(RawClient client) throws IOException {
    RawClient.RawFrame frame = client.read();
    while (frame.opcode() != 8) {
      frame = client.read();
    }
    return frame.closeCode();
  }

  private static byte[] gzipped(byte[] all) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Is read as it is, and so no packet. */
  private void compressedPost() {
    String path = "/socket.io/?EIO=4&transport=polling";
    String greeting = server.get(path).body();
    String sid = Server.json(greeting.substring(1)).getString("sid");
    HttpResponse<String> answer =
        server.send(
            HttpRequest.newBuilder(server.http(path + "&sid=" + sid))
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(GZIP_BOMB))
                .build());
    assertThat(answer.statusCode()).isEqualTo(400);
  }

  @Test
  void nobodyTakesOverFromAnotherAddress() throws Exception {
    assumeTrue(System.getProperty("os.name").equals("Linux"), "skipped: one loopback address");
    for (int i = 2; i < 2 + BURST_SECONDS * 8; i++) {
      String address = "127.0.0." + i;
      try (RawClient plain = new RawClient(server.port(), "/ws/monitor", address);
          RawClient socket = new RawClient(server.port(), SOCKET_IO, address)) {
        socket.frame(1, true, "40");
        for (String event :
            List.of("telemetry_update", "setup_data", "rotate_session", "end_session")) {
          for (String token : List.of("", "\"publish_token\":\"" + "x".repeat(43) + "\",")) {
            String data =
                "{\"session_id\":\"%s\",%s\"telemetry\":{\"n\":-1},\"setup\":{}}"
                    .formatted(witness.session(), token);
            plain.say(event, data);
            assertThat(plain.readUntil("relay_error")).contains("not_owner");
            socket.frame(1, true, "42[\"" + event + "\"," + data + ']');
            assertThat(socket.readUntil("relay_error")).contains("not_owner");
          }
        }
      }
    }
  }

  @Test
  void viewersThatAreKilledInMidFrame() throws Exception {
    List<Process> captives = new ArrayList<>();
    try (Client monitor = server.monitor()) {
      String session = monitor.requestSession();
      monitor.setup(session, LARGE);
      monitor.settle();
      try {
        for (String transport : KILLED) {
          captives.add(captive(session, transport));
        }
        for (Process captive : captives) {
          assertThat(captive.inputReader().readLine()).isEqualTo("reading");
        }
        publishUntilItWaits(monitor, session);
        assertThat(server.state(session).getInt("viewers")).isEqualTo(captives.size());
      } finally {
        captives.forEach(Process::destroyForcibly);
      }
      await().atMost(PATIENCE).until(() -> server.state(session).getInt("viewers") == 0);
    }
  }

  private Process captive(String session, String transport) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx32m",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("java.class.path"),
            Captive.class.getName(),
            Integer.toString(server.port()),
            session,
            transport)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
