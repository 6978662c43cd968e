package pitwall.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.socket.client.Ack;
import io.socket.client.IO;
import io.socket.client.Socket;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.json.JSONObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Socket.IO's own Java client, unmodified: default options, and each transport by itself. */
@ExtendWith(ArquillianExtension.class)
class OfficialJavaClientIT {
  private static final long PATIENCE_SECONDS = 20;
  private static final int BURST = 100; // with 128 waiting, a viewer would skip to the newest

  @ArquillianResource private URL url;
  private final List<Socket> sockets = new ArrayList<>();
  private Server server;

  @Deployment(testable = false)
  static WebArchive pitwall() {
    return Server.pitwall();
  }

  @BeforeEach
  void connect() {
    server = new Server(url);
  }

  @AfterEach
  void disconnect() {
    sockets.forEach(Socket::disconnect);
  }

  /**
   * @param transports "default", or one by its name
   */
  private Socket client(String transports) {
    IO.Options options = new IO.Options();
    options.forceNew = true;
    if (!transports.equals("default")) {
      options.transports = new String[] {transports};
    }
    Socket socket = IO.socket(server.http("/"), options);
    sockets.add(socket);
    return socket;
  }

  private static BlockingQueue<JSONObject> events(Socket socket, String event) {
    BlockingQueue<JSONObject> heard = new LinkedBlockingQueue<>();
    socket.on(event, arguments -> heard.add((JSONObject) arguments[0]));
    return heard;
  }

  private static JSONObject next(BlockingQueue<JSONObject> heard) throws InterruptedException {
    JSONObject next = heard.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertThat(next).as("an event within %s s", PATIENCE_SECONDS).isNotNull();
    return next;
  }

  private static JSONObject json(String text) throws Exception {
    return new JSONObject(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"default", "websocket", "polling"})
  void publishesAndWatches(String transports) throws Exception {
    Socket monitor = client(transports);
    BlockingQueue<JSONObject> assigned = events(monitor, "session_id_assigned");
    monitor.on(
        Socket.EVENT_CONNECT, nothing -> monitor.emit("request_session_id", new JSONObject()));
    monitor.connect();
    String session = next(assigned).getString("session_id");

    Socket viewer = client(transports);
    BlockingQueue<JSONObject> telemetry = events(viewer, "telemetry_update");
    BlockingQueue<JSONObject> setups = events(viewer, "setup_update");
    BlockingQueue<JSONObject> statuses = events(viewer, "session_status");
    viewer.on(
        Socket.EVENT_CONNECT,
        nothing -> viewer.emit("join_session", new JSONObject(Map.of("session_id", session))));
    viewer.connect();
    assertThat(next(statuses).getString("session_id")).isEqualTo(session);

    monitor.emit(
        "setup_data",
        json(
            "{'session_id':'%s','timestamp':'2026-01-31T12:00:00Z','setup':{'wing':7}}"
                .formatted(session)));
    for (int n = 0; n < BURST; n++) {
      monitor.emit(
          "telemetry_update",
          json("{'session_id':'%s','telemetry':{'n':%d,'name':'Größe 🏁'}}".formatted(session, n)));
    }
    assertThat(next(setups).getJSONObject("setup").getInt("wing")).isEqualTo(7);
    for (int n = 0; n < BURST; n++) {
      JSONObject heard = next(telemetry);
      assertThat(heard.getJSONObject("telemetry").getInt("n")).isEqualTo(n);
      assertThat(heard.getJSONObject("telemetry").getString("name")).isEqualTo("Größe 🏁");
      assertThat(heard.length()).as("the contract's fields and no more").isEqualTo(2);
    }
  }

  @Test
  void isAcknowledged() throws Exception {
    Socket client = client("default");
    BlockingQueue<JSONObject> answers = new LinkedBlockingQueue<>();
    Ack ack = arguments -> answers.add((JSONObject) arguments[0]);
    client.on(
        Socket.EVENT_CONNECT,
        nothing -> {
          client.emit("request_session_id", new Object[] {new JSONObject()}, ack);
          client.emit("join_session", new Object[] {new JSONObject()}, ack);
        });
    client.connect();
    assertThat(next(answers).getBoolean("ok")).isTrue();
    JSONObject refused = next(answers);
    assertThat(refused.getBoolean("ok")).isFalse();
    assertThat(refused.getJSONObject("error").getString("code")).isEqualTo("invalid_payload");
  }

  @Test
  void sharesASessionWithPlainWebSocket() throws Exception {
    try (PlainClient monitor = server.monitor()) {
      String session = monitor.requestSession();
      Socket viewer = client("default");
      BlockingQueue<JSONObject> telemetry = events(viewer, "telemetry_update");
      viewer.on(
          Socket.EVENT_CONNECT,
          nothing -> viewer.emit("join_session", new JSONObject(Map.of("session_id", session))));
      viewer.connect();
      monitor.awaitState("waiting");
      monitor.telemetry(session, "{\"fuel\":42.5}");
      assertThat(next(telemetry).getJSONObject("telemetry").getDouble("fuel")).isEqualTo(42.5);
    }
  }
}
