package pitwall.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A small relay that is filled until it is nearly full, and then emptied. */
class FullHeapIT {
  private static final String PASSWORD = "box-box-box-box";
  private static final String LARGE = "{\"a\":\"" + "x".repeat(1_000_000) + "\"}";
  private static final int AT_A_TIME = 5;
  private static final int MOST_HOARDERS = 60;
  private static final Duration PATIENCE = Duration.ofSeconds(120); // for the collection, too

  @Test
  void whoIsInGoesOnWhileNobodyElseIsLetInUntilThereIsRoomAgain() throws IOException {
    assumeTrue(RelayProcess.isPossible());
    try (RelayProcess other =
        new RelayProcess(
            "-Xmx224m",
            "-XX:+UseG1GC",
            "-Dpitwall.heap-limit=75%",
            "-Dpitwall.max-stored-bytes=1GB", // else that bound would come first
            "-Dpitwall.metrics=admin",
            "-Dpitwall.admin-password=" + PASSWORD)) {
      Server server = other.server();
      List<PlainClient> hoarders = new ArrayList<>();
      try (PlainClient monitor = server.monitor();
          PlainClient dashboard = server.dashboard()) {
        assertThat(server.get("/metrics").statusCode()).isEqualTo(401);
        assertThat(admin(server, "/metrics").body()).contains("pitwall_heap_percent");
        String session = monitor.requestSession();
        dashboard.join(session);
        fill(server, hoarders);

        assertThat(server.get("/health/ready").body()).contains("memory is nearly full");
        assertThat(server.get("/socket.io/?EIO=4&transport=polling").statusCode()).isEqualTo(503);
        monitor.telemetry(session, "{\"lap\":1}");
        assertThat(dashboard.next("telemetry_update").json().getJsonObject("telemetry"))
            .hasToString("{\"lap\":1}");

        hoarders.forEach(PlainClient::close);
        endSessionsBut(session.substring(0, 8), server);
        await().atMost(PATIENCE).until(() -> server.get("/health/ready").statusCode() == 200);
        server.dashboard().close();
        assertThat(monitor.isOpen()).isTrue();
        assertThat(dashboard.isOpen()).isTrue();
      }
      assertThat(other.log()).contains("heap_full").contains("heap_free").doesNotContain("OutOfM");
    }
  }

  /** Some setups of a megabyte, and a look at the relay's clock, until it has had enough. */
  private static void fill(Server server, List<PlainClient> hoarders) {
    for (int i = 0; i < MOST_HOARDERS; i++) { // now, since later nobody may be let in
      hoarders.add(server.monitor());
    }
    for (int next = 0; server.get("/health/ready").statusCode() == 200; next++) {
      assertThat(next).isLessThan(MOST_HOARDERS);
      String before = uptime(server);
      PlainClient hoarder = hoarders.get(next);
      for (int i = 0; i < AT_A_TIME; i++) {
        hoarder.setup(hoarder.requestSession(), LARGE);
        hoarder.settle();
      }
      await().until(() -> !uptime(server).equals(before)); // it looks at its heap once a second
    }
  }

  private static String uptime(Server server) {
    return admin(server, "/metrics")
        .body()
        .lines()
        .filter(line -> line.startsWith("process_uptime_seconds "))
        .findFirst()
        .orElseThrow();
  }

  private static void endSessionsBut(String kept, Server server) {
    JsonObject overview = Server.json(admin(server, "/api/admin/overview").body());
    for (JsonObject each : overview.getJsonArray("sessions").getValuesAs(JsonObject.class)) {
      if (!each.getString("id").startsWith(kept)) {
        assertThat(
                admin(server, "DELETE", "/api/admin/sessions/" + each.getInt("number"))
                    .statusCode())
            .isEqualTo(200);
      }
    }
  }

  private static HttpResponse<String> admin(Server server, String path) {
    return admin(server, "GET", path);
  }

  private static HttpResponse<String> admin(Server server, String method, String path) {
    byte[] pair = ("operator:" + PASSWORD).getBytes(StandardCharsets.UTF_8);
    return server.send(
        HttpRequest.newBuilder(server.http(path))
            .method(method, HttpRequest.BodyPublishers.noBody())
            .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(pair))
            .header("Pitwall-Admin", "1")
            .build());
  }
}
