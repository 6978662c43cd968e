package pitwall.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URL;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Health, metrics and the admin's page: the same on every server, whatever it brings itself. */
@ExtendWith(ArquillianExtension.class)
class OperationIT {
  private static final String PASSWORD = System.getProperty("it.admin-password");

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

  private static String header(HttpResponse<?> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  private HttpResponse<String> ask(String method, String path, String password, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(server.http(path))
            .method(method, HttpRequest.BodyPublishers.noBody());
    if (password != null) {
      request.header("Authorization", basic(password));
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return server.send(request.build());
  }

  private static String basic(String password) {
    byte[] pair = ("operator:" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  private HttpResponse<String> get(String path, String password) {
    return ask("GET", path, password);
  }

  private JsonObject overview() {
    return Server.json(get("/api/admin/overview", PASSWORD).body());
  }

  /** A line of the metrics as a number. */
  private double metric(String line) {
    Matcher found =
        Pattern.compile("^" + Pattern.quote(line) + " (\\S+)$", Pattern.MULTILINE)
            .matcher(server.get("/metrics").body());
    assertThat(found.find()).as(line).isTrue();
    return Double.parseDouble(found.group(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health/live", "/health/ready"})
  void theRelayIsWell(String path) {
    HttpResponse<String> answer = server.get(path);
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"status\":\"up\"}");
    assertThat(header(answer, "Content-Type")).startsWith("application/json");
    assertThat(header(answer, "Cache-Control")).isEqualTo("no-store");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/health",
        "/health/",
        "/health/started",
        "/metrics/base",
        "/openapi",
        "/openapi/x"
      })
  void nobodyElseAnswersBesideIt(String path) {
    HttpResponse<String> answer = server.get(path);
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(Server.json(answer.body()).getString("code")).isEqualTo("not_found");
  }

  @Test
  void metricsAreForPrometheus() {
    HttpResponse<String> metrics = server.get("/metrics");
    assertThat(metrics.statusCode()).isEqualTo(200);
    assertThat(header(metrics, "Content-Type")).startsWith("text/plain").contains("0.0.4");
    assertThat(metrics.body())
        .contains("# TYPE pitwall_publish_to_send_seconds histogram")
        .contains("pitwall_publish_to_send_seconds_bucket{le=\"+Inf\"}")
        .contains("# TYPE pitwall_rejected_total counter")
        .contains("pitwall_closed_total{code=\"slow\"}")
        .contains("jvm_memory_used_bytes{area=\"heap\"")
        .contains("jvm_gc_max_data_size_bytes")
        .contains("jvm_threads_live_threads");
  }

  @Test
  void whatHappensIsCounted() {
    try (PlainClient monitor = server.monitor();
        PlainClient dashboard = server.dashboard();
        SocketIoPolling polling = new SocketIoPolling(server.http("/socket.io/"))) {
      double now = metric("process_uptime_seconds");
      await().until(() -> metric("process_uptime_seconds") > now + 2); // what was before is told
      double created = metric("pitwall_sessions_opened_total");
      double telemetry = metric("pitwall_messages_in_total{event=\"telemetry_update\"}");
      double refused = metric("pitwall_rejected_total{code=\"unknown_session\"}");
      double delivered = metric("pitwall_deliveries_total");
      String session = monitor.requestSession();
      dashboard.join(session);
      polling.join(session);
      for (int i = 0; i < 20; i++) {
        monitor.telemetry(session, "{\"lap\":" + i + "}");
      }
      dashboard.telemetry(session, "{}");
      monitor.telemetry("nobody", "{}");
      monitor.next("relay_error");

      await()
          .untilAsserted(
              () -> {
                assertThat(metric("pitwall_sessions_opened_total")).isEqualTo(created + 1);
                assertThat(metric("pitwall_messages_in_total{event=\"telemetry_update\"}"))
                    .isEqualTo(telemetry + 22);
                assertThat(metric("pitwall_rejected_total{code=\"unknown_session\"}"))
                    .isEqualTo(refused + 1);
                assertThat(metric("pitwall_deliveries_total")).isEqualTo(delivered + 40);
                assertThat(metric("pitwall_sessions{state=\"live\"}")).isPositive();
                assertThat(metric("pitwall_viewers")).isGreaterThanOrEqualTo(2);
                assertThat(metric("pitwall_connections{transport=\"websocket\"}"))
                    .isGreaterThanOrEqualTo(2);
                assertThat(metric("pitwall_connections{transport=\"socketio_polling\"}"))
                    .isPositive();
                assertThat(metric("pitwall_publish_to_send_seconds_count")).isPositive();
              });
      assertThat(server.get("/metrics").body()).doesNotContain(session.substring(0, 8));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/admin", "/api/admin/overview", "/api/admin/", "/api/admin/sessions/1"})
  void theAdminsDoorIsLocked(String path) {
    HttpResponse<String> answer = get(path, null);
    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(header(answer, "WWW-Authenticate")).startsWith("Basic realm=\"Pitwall\"");
    assertThat(get(path, "box-box-box-bo").statusCode()).isEqualTo(401);
  }

  @Test
  void pagesOfOtherOriginsReadNothingOfTheOperators() {
    for (String method : List.of("GET", "OPTIONS")) {
      HttpResponse<String> answer =
          ask(
              method,
              "/api/admin/overview",
              PASSWORD,
              "Origin",
              "https://evil.example",
              "Access-Control-Request-Method",
              "GET");
      assertThat(answer.statusCode()).as(method).isEqualTo(403);
      assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-origin");
      assertThat(answer.headers().map()).doesNotContainKey("access-control-allow-headers");
    }
  }

  @Test
  void whoGuessesOnWaitsWithTheRightOneAsWell() throws IOException {
    for (int i = 0; i < 100; i++) { // of this machine's own; others may ten times
      assertThat(statusFrom("127.0.0.9", "wrong-wrong-wrong")).isIn(401, 429);
    }
    await() // a guess comes back now and then
        .until(
            () ->
                statusFrom("127.0.0.9", "wrong-wrong-wrong") == 429
                    && statusFrom("127.0.0.9", PASSWORD) == 429);
    assertThat(statusFrom("127.0.0.10", PASSWORD)).isEqualTo(200);
  }

  /** By hand, since the JDK's client comes from where it likes. */
  private int statusFrom(String address, String password) throws IOException {
    try (Socket socket = new Socket()) {
      socket.bind(new InetSocketAddress(address, 0));
      socket.connect(new InetSocketAddress("127.0.0.1", server.port()));
      String request =
          "GET /api/admin/overview HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
              + "Authorization: "
              + basic(password)
              + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      return Integer.parseInt(answer.split(" ", 3)[1]);
    }
  }

  @Test
  void thePasswordOpensIt() {
    HttpResponse<String> page = get("/admin", PASSWORD);
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("js/admin.js");
    assertThat(header(page, "Content-Type")).startsWith("text/html");
    assertThat(header(page, "Cache-Control")).contains("no-store");
    HttpResponse<String> overview = get("/api/admin/overview", PASSWORD);
    assertThat(overview.statusCode()).isEqualTo(200);
    assertThat(header(overview, "Cache-Control")).contains("no-store");
    assertThat(Server.json(overview.body()).isNull("problem")).isTrue();
    for (HttpResponse<String> answer : List.of(page, overview, server.get("/"))) {
      assertThat(header(answer, "Set-Cookie")).as("a session of the server's").isEmpty();
    }
    assertThat(server.get("/WEB-INF/admin.html").statusCode()).isEqualTo(404);
  }

  @Test
  void nothingElseAsksForThePassword() {
    assertThat(server.get("/").statusCode()).isEqualTo(200);
    assertThat(server.get("/api/sessions/x").statusCode()).isEqualTo(404);
    assertThat(get("/api/demo", "wrong-wrong-wrong").statusCode()).isEqualTo(200);
  }

  @Test
  void aSessionIsSeenWithoutItsSecretAndCanBeEnded() {
    try (PlainClient monitor = server.monitor();
        PlainClient dashboard = server.dashboard()) {
      String session = monitor.requestSession();
      dashboard.join(session);
      monitor.telemetry(session, "{\"lap\":1}");
      dashboard.next("telemetry_update");

      HttpResponse<String> overview = get("/api/admin/overview", PASSWORD);
      assertThat(overview.body()).doesNotContain(session);
      JsonObject shown =
          Server.json(overview.body())
              .getJsonArray("sessions")
              .getValuesAs(JsonObject.class)
              .stream()
              .filter(each -> each.getString("id").equals(session.substring(0, 8) + "…"))
              .findFirst()
              .orElseThrow();
      assertThat(shown.getString("state")).isEqualTo("live");
      assertThat(shown.getInt("viewers")).isEqualTo(1);
      assertThat(shown.getInt("updates")).isEqualTo(1);

      String path = "/api/admin/sessions/" + shown.getInt("number");
      assertThat(ask("DELETE", path, PASSWORD).statusCode()).isEqualTo(403);
      assertThat(ask("DELETE", path, PASSWORD, "Pitwall-Admin", "1").statusCode()).isEqualTo(200);
      dashboard.awaitState("gone");
      monitor.telemetry(session, "{\"lap\":2}");
      assertThat(monitor.next("relay_error").json().getString("code")).isEqualTo("unknown_session");
      assertThat(ask("DELETE", path, PASSWORD, "Pitwall-Admin", "1").statusCode()).isEqualTo(404);
      assertThat(monitor.requestSession()).isNotEqualTo(session);
    }
  }

  @Test
  void beforeItStopsTheRelayTakesNoNewConnectionsAndKeepsThoseItHas() {
    try (PlainClient monitor = server.monitor();
        PlainClient dashboard = server.dashboard();
        SocketIoPolling polling = new SocketIoPolling(server.http("/socket.io/"))) {
      String session = monitor.requestSession();
      dashboard.join(session);
      assertThat(ask("PUT", "/api/admin/leaving", PASSWORD, "Pitwall-Admin", "1").statusCode())
          .isEqualTo(200);
      try {
        HttpResponse<String> ready = server.get("/health/ready");
        assertThat(ready.statusCode()).isEqualTo(503);
        assertThat(Server.json(ready.body()).getString("reason")).contains("about to stop");
        assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
        assertThat(overview().getBoolean("leaving")).isTrue();
        for (String path :
            List.of(
                "/ws/monitor", "/ws/dashboard?sid=x", "/socket.io/?EIO=4&transport=websocket")) {
          HttpResponse<?> refusal = refusedHandshake(path);
          assertThat(refusal.statusCode()).as(path).isEqualTo(503);
          assertThat(header(refusal, "Retry-After")).isEqualTo("5");
        }
        HttpResponse<String> refusal = server.get("/socket.io/?EIO=4&transport=polling");
        assertThat(refusal.statusCode()).isEqualTo(503);
        assertThat(Server.json(refusal.body()).getString("code")).isEqualTo("server_busy");
        polling.join(session);
        monitor.telemetry(session, "{\"lap\":1}");
        dashboard.next("telemetry_update");
        polling.next("telemetry_update");
      } finally {
        ask("DELETE", "/api/admin/leaving", PASSWORD, "Pitwall-Admin", "1");
      }
      assertThat(server.get("/health/ready").statusCode()).isEqualTo(200);
      server.dashboard().close();
    }
  }

  private HttpResponse<?> refusedHandshake(String path) {
    try {
      Server.HTTP
          .newWebSocketBuilder()
          .buildAsync(server.ws(path), new WebSocket.Listener() {})
          .join()
          .abort();
      throw new AssertionError("was let in");
    } catch (CompletionException e) {
      return ((WebSocketHandshakeException) e.getCause()).getResponse();
    }
  }
}
