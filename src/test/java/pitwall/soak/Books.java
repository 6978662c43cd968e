package pitwall.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicReference;
import pitwall.it.Server;

/** Balances what a relay holds afterwards with what it held before. */
final class Books {
  private static final Duration PATIENCE = Duration.ofSeconds(150); // who vanished has 45 of them

  /** Servers' pools grow with what they have to do, and stay so: Payara's largest has 200. */
  private static final int MORE_THREADS = 220;

  /** The JDK's client keeps connections of its own, for later. */
  private static final int MORE_FILES = 20;

  private static final long MORE_HEAP = 24 << 20;

  /** Buffers and the last requests, which servers keep with each: Payara some of them for good. */
  private static final long HEAP_OF_A_THREAD = 512 << 10;

  private final Server server;
  private final long pid;
  private final String authorization;

  /**
   * @param pid the server's process
   * @param password opens its {@code /api/admin}
   */
  Books(Server server, long pid, String password) {
    this.server = server;
    this.pid = pid;
    byte[] pair = ("operator:" + password).getBytes(StandardCharsets.UTF_8);
    authorization = "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  String metrics() {
    return server.get("/metrics").body();
  }

  /** What it holds now, garbage excluded. */
  Holdings count() {
    collect();
    return Holdings.of(metricsFromNowOn());
  }

  /** Metrics that tell of all that has happened before the call. */
  String metricsFromNowOn() {
    String before = metrics();
    double uptime = Holdings.sum(before, "process_uptime_seconds ");
    return await() // they are gathered once a second at most
        .atMost(PATIENCE)
        .until(this::metrics, now -> Holdings.sum(now, "process_uptime_seconds ") > uptime);
  }

  private void collect() {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    try {
      Process collection =
          new ProcessBuilder(jcmd, Long.toString(pid), "GC.run").redirectErrorStream(true).start();
      String said = new String(collection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(collection.waitFor()).as(said).isZero();
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /**
   * Waits until the relay holds no more than before; gives what that is. Sessions are meant to
   * outlive their monitors: those that are new are ended as an operator would.
   *
   * @param first what it held before anything happened: threads and heap are counted from there
   */
  Holdings balance(String after, Holdings first, Holdings before) {
    AtomicReference<Holdings> last = new AtomicReference<>();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(500))
        .untilAsserted(
            () -> {
              endSessions(before.sessions());
              Holdings now = count();
              assertThat(now.connections()).as("connections").isEqualTo(before.connections());
              assertThat(now.viewers()).as("viewers").isEqualTo(before.viewers());
              assertThat(now.sessions()).as("sessions").isEqualTo(before.sessions());
              assertThat(now.threads())
                  .as("threads")
                  .isLessThanOrEqualTo(first.threads() + MORE_THREADS);
              assertThat(now.files()).as("files").isLessThanOrEqualTo(before.files() + MORE_FILES);
              assertThat(now.heapBytes())
                  .as("bytes of heap")
                  .isLessThanOrEqualTo(
                      first.heapBytes() + MORE_HEAP + HEAP_OF_A_THREAD * now.threads());
              last.set(now);
            });
    System.out.printf("%s: before %s, after %s%n", after, before, last.get());
    return last.get();
  }

  /** Ends the newest sessions until only so many are left. */
  private void endSessions(int but) {
    while (true) {
      JsonObject overview = ask("GET", "overview");
      int left = overview.getInt("session_count") - but;
      JsonArray newest = overview.getJsonArray("sessions");
      if (left <= 0 || newest.isEmpty()) {
        return;
      }
      newest.getValuesAs(JsonObject.class).stream()
          .limit(left)
          .forEach(session -> ask("DELETE", "sessions/" + session.getInt("number")));
    }
  }

  private JsonObject ask(String method, String path) {
    HttpResponse<String> answer =
        server.send(
            HttpRequest.newBuilder(server.http("/api/admin/" + path))
                .method(method, BodyPublishers.noBody())
                .header("Authorization", authorization)
                .header("Pitwall-Admin", "1")
                .build());
    assertThat(answer.statusCode()).as(answer.body()).isIn(200, 404); // since a moment
    return Server.json(answer.body());
  }
}
