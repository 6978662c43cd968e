package pitwall.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URL;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPInputStream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a GET of long-polling gets when much waits for it. */
@ExtendWith(ArquillianExtension.class)
class PollingCompressionIT {
  private static final String POLLING = "?EIO=4&transport=polling";
  private static final String PAD = "\"pad\":\"" + "größe 🏁 ".repeat(100) + "\"";
  private static final String LARGE = "{" + PAD + "}";

  @ArquillianResource private URL url;
  private Server server;
  private PlainClient monitor;
  private String session;
  private String viewer;

  @Deployment(testable = false)
  static WebArchive pitwall() {
    return Server.pitwall();
  }

  @BeforeEach
  void connect() throws Exception {
    server = new Server(url);
    monitor = server.monitor();
    session = monitor.requestSession();
    String greeting = text(send(request(POLLING)));
    viewer = POLLING + "&sid=" + Server.json(greeting.substring(1)).getString("sid");
    post("40");
    assertThat(text(send(request(viewer)))).startsWith("40{\"sid\":");
    post("420[\"join_session\",{\"session_id\":\"" + session + "\"}]");
    while (!text(send(request(viewer))).contains("430")) {
      continue; // the status
    }
  }

  @AfterEach
  void disconnect() {
    monitor.close();
  }

  private HttpRequest.Builder request(String query) {
    return HttpRequest.newBuilder(server.http("/socket.io/" + query));
  }

  private static HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
    return Server.HTTP.send(request.build(), BodyHandlers.ofByteArray());
  }

  private void post(String body) throws Exception {
    HttpResponse<byte[]> answer = send(request(viewer).POST(BodyPublishers.ofString(body)));
    assertThat(text(answer)).isEqualTo("ok");
  }

  private HttpResponse<byte[]> get(String acceptEncoding) throws Exception {
    return send(request(viewer).header("Accept-Encoding", acceptEncoding));
  }

  private static String text(HttpResponse<byte[]> response) throws IOException {
    assertThat(response.statusCode()).isEqualTo(200);
    byte[] body = response.body();
    assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(body.length);
    if (isCompressed(response)) {
      try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    }
    return new String(body, StandardCharsets.UTF_8);
  }

  private static boolean isCompressed(HttpResponse<byte[]> response) {
    return response.headers().firstValue("Content-Encoding").orElse("").equals("gzip");
  }

  /** Sends telemetry, and returns when it is the viewer's turn. */
  private void publish(String... telemetry) {
    for (String each : telemetry) {
      monitor.telemetry(session, each);
    }
    monitor.settle();
  }

  @Test
  void aLargeAnswerIsCompressedForWhoTakesThat() throws Exception {
    publish(LARGE);
    HttpResponse<byte[]> answer = get("gzip, deflate, br");
    assertThat(isCompressed(answer)).isTrue();
    assertThat(answer.headers().firstValue("Vary")).contains("Accept-Encoding");
    assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain");
    assertThat(answer.body().length).isLessThan(500);
    assertThat(text(answer)).contains(LARGE);
  }

  @Test
  void nobodyElseGetsItCompressed() throws Exception {
    for (String accepted : new String[] {"identity", "br", "gzip;q=0"}) {
      publish(LARGE);
      HttpResponse<byte[]> answer = get(accepted);
      assertThat(isCompressed(answer)).isFalse();
      assertThat(answer.headers().firstValue("Vary")).contains("Accept-Encoding");
      assertThat(text(answer)).contains(LARGE);
    }
  }

  @Test
  void aSmallAnswerIsNotCompressed() throws Exception {
    publish("{\"n\":1}");
    HttpResponse<byte[]> answer = get("gzip");
    assertThat(isCompressed(answer)).isFalse();
    assertThat(answer.headers().firstValue("Vary")).contains("Accept-Encoding");
    assertThat(text(answer)).contains("{\"n\":1}");
  }

  @Test
  void aGetThatHasWaitedIsAnsweredCompressedToo() throws Exception {
    drain();
    CompletableFuture<HttpResponse<byte[]>> waiting =
        Server.HTTP.sendAsync(
            request(viewer).header("Accept-Encoding", "gzip").build(), BodyHandlers.ofByteArray());
    publish(LARGE);
    String heard = text(waiting.join());
    while (!heard.contains(LARGE)) { // a status may come first
      HttpResponse<byte[]> answer = get("gzip");
      heard = text(answer);
      assertThat(isCompressed(answer)).isEqualTo(heard.contains(LARGE));
    }
  }

  @Test
  void whatWaitsComesInOneAnswer() throws Exception {
    await() // who comes for it late, since the machine is busy, is not sent all at once
        .untilAsserted(
            () -> {
              drain();
              publish("{\"n\":1}", "{\"n\":2," + PAD + "}", "{\"n\":3}");
              String[] packets = text(get("gzip")).split("\u001e");
              assertThat(packets)
                  .filteredOn(packet -> packet.contains("telemetry_update"))
                  .hasSize(3);
            });
  }

  @Test
  void aSetupOfManyKilobytesIsCompressed() throws Exception {
    drain();
    String setup = "{\"list\":[" + "{\"wing\":7.0,\"größe\":1},".repeat(5_000) + "null]}";
    monitor.setup(session, setup);
    monitor.settle();
    HttpResponse<byte[]> answer = get("gzip");
    assertThat(isCompressed(answer)).isTrue();
    assertThat(answer.body().length).isLessThan(setup.length() / 10);
    assertThat(text(answer)).contains(setup);
  }

  /** Makes the viewer's queue empty, and the status one that will not change meanwhile. */
  private void drain() throws Exception {
    publish("{\"drain\":1}");
    post("421[\"join_session\",{\"session_id\":\"" + session + "\"}]");
    while (!text(get("identity")).contains("431")) {
      continue;
    }
  }
}
