package pitwall.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.UUID;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * TLS with a certificate that nobody else has signed, and an access log: what is not there unless a
 * server's recipe for it is followed.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RecipesIT {
  private static RelayProcess relay;
  private static SSLContext trust;
  private static HttpClient client;

  @BeforeAll
  static void start(@TempDir Path folder) throws Exception {
    Path keystore = folder.resolve("pitwall.p12");
    Installation.keytool(
        "-genkeypair -alias pitwall -keyalg EC -dname CN=localhost -ext san=ip:127.0.0.1"
            + " -storetype PKCS12 -storepass changeit -keystore "
            + keystore);
    trust = trusting(keystore);
    client = HttpClient.newBuilder().sslContext(trust).build();
    relay = new RelayProcess(keystore);
  }

  @AfterAll
  static void stop() throws Exception {
    if (relay != null) {
      relay.close();
    }
  }

  private static SSLContext trusting(Path keystore) throws Exception {
    KeyStore own = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keystore)) {
      own.load(in, "changeit".toCharArray());
    }
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("pitwall", own.getCertificate("pitwall"));
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, factory.getTrustManagers(), null);
    return context;
  }

  private static URI secure(String scheme, String path) {
    return URI.create(scheme + "://127.0.0.1:" + relay.securePort() + path);
  }

  @Test
  @Order(1)
  void pagesComeByHttp2AndTellNoVersion() throws Exception {
    HttpResponse<String> page =
        client.send(
            HttpRequest.newBuilder(secure("https", "/")).build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.version()).isEqualTo(HttpClient.Version.HTTP_2);
    assertThat(page.headers().map()).doesNotContainKeys("server", "x-powered-by");
  }

  @Test
  @Order(2)
  void aCarIsWatchedAndItsLinkIsASecureOne() {
    try (PlainClient monitor = new PlainClient(client, secure("wss", "/ws/monitor"));
        PlainClient dashboard = new PlainClient(client, secure("wss", "/ws/dashboard"))) {
      monitor.say("request_session_id", "{}");
      var assigned = monitor.next("session_id_assigned").json();
      String session = assigned.getString("session_id");
      assertThat(assigned.getString("dashboard_url"))
          .isEqualTo(secure("https", "/dashboard/" + session).toString());
      dashboard.join(session);
      String large = "{\"pad\":\"" + "x".repeat(60_000) + "\"}"; // several TLS records
      for (int n = 0; n < 20; n++) {
        monitor.telemetry(session, "{\"n\":" + n + "}");
        monitor.telemetry(session, large);
        assertThat(dashboard.next("telemetry_update").data()).contains("{\"n\":" + n + "}");
        assertThat(dashboard.next("telemetry_update").data()).contains(large);
      }
    }
  }

  /** Over HTTP/2 a body is in several frames after its head, and need not say how long it is. */
  @Test
  @Order(2)
  void postsOfManyFramesAreHeard() throws Exception {
    String polling = "/socket.io/?EIO=4&transport=polling";
    String greeting = answer(HttpRequest.newBuilder(secure("https", polling)));
    String sid = Server.json(greeting.substring(1)).getString("sid");
    URI session = secure("https", polling + "&sid=" + sid);
    String pong = '3' + "x".repeat(60_000);
    for (int i = 0; i < 20; i++) {
      var announced = HttpRequest.BodyPublishers.ofString(pong);
      assertThat(answer(HttpRequest.newBuilder(session).POST(announced))).isEqualTo("ok");
      var bytes = List.of(pong.getBytes(StandardCharsets.US_ASCII));
      var unannounced = HttpRequest.BodyPublishers.ofByteArrays(bytes);
      assertThat(answer(HttpRequest.newBuilder(session).POST(unannounced))).isEqualTo("ok");
    }
  }

  private static String answer(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString()).body();
  }

  /** Only the fast path takes the offer to compress. */
  @Test
  @Order(3)
  void theServersBareConnectionsAreInReachBelowTls() throws Exception {
    try (var socket =
        (SSLSocket) trust.getSocketFactory().createSocket("127.0.0.1", relay.securePort())) {
      OutputStream out = socket.getOutputStream();
      String handshake =
          "GET /ws/dashboard HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
              + "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
              + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n";
      out.write(handshake.getBytes(StandardCharsets.US_ASCII));
      StringBuilder answer = new StringBuilder();
      while (answer.indexOf("\r\n\r\n") < 0) {
        int next = socket.getInputStream().read();
        assertThat(next).as("closed after " + answer).isNotNegative();
        answer.append((char) next);
      }
      assertThat(answer.toString())
          .startsWith("HTTP/1.1 101 ")
          .containsIgnoringCase("\r\nSec-WebSocket-Extensions: permessage-deflate");
    }
  }

  @Test
  @Order(4)
  void theAccessLogNamesNoSession() throws Exception {
    String session = UUID.randomUUID().toString();
    assertThat(relay.server().get("/api/sessions/" + session).statusCode()).isEqualTo(404);
    relay.server().get("/dashboard/" + session + "?token=" + session);
    relay.stop(); // which makes it write
    relay.awaitEnd();
    assertThat(relay.accessLog()).contains("127.0.0.1", "404").doesNotContain(session);
  }
}
