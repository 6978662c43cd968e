package pitwall.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.URL;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad requests, packets and payloads on the wire of Engine.IO and Socket.IO. */
@ExtendWith(ArquillianExtension.class)
class SocketIoBadInputIT {
  private static final String POLLING = "?EIO=4&transport=polling";
  private static final int MAX_PAYLOAD = (1 << 20) + 4096;

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

  private HttpRequest.Builder request(String query) {
    return HttpRequest.newBuilder(server.http("/socket.io/" + query));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return Server.HTTP.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String session, String body) throws Exception {
    return send(request(session).POST(BodyPublishers.ofString(body)));
  }

  /** Opens a session and connects to the default namespace; gives the query that names it. */
  private String connected() throws Exception {
    String session = opened();
    assertThat(post(session, "40").body()).isEqualTo("ok");
    assertThat(send(request(session)).body()).startsWith("40{\"sid\":");
    return session;
  }

  private String opened() throws Exception {
    String greeting = send(request(POLLING)).body();
    return POLLING + "&sid=" + Server.json(greeting.substring(1)).getString("sid");
  }

  private static void assertRefused(HttpResponse<String> response, int code) {
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(Server.json(response.body()).getInt("code")).isEqualTo(code);
    assertThat(Server.json(response.body()).getString("message")).isNotBlank();
    assertThat(response.headers().firstValue("Content-Type").orElse(""))
        .startsWith("application/json");
    assertThat(response.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
    assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
  }

  private void assertGone(String session) throws Exception {
    HttpResponse<String> next = send(request(session));
    if (next.statusCode() == 200) { // the parting word, if nobody has heard it yet
      assertThat(next.body()).isEqualTo("1");
      next = send(request(session));
    }
    assertRefused(next, 1);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, ?EIO=4, 0",
    "GET, ?EIO=4&transport=carrier-pigeon, 0",
    "GET, ?EIO=4&transport=polling&sid=nobody, 1",
    "GET, ?EIO=4&transport=websocket&sid=nobody, 1",
    "POST, ?EIO=4&transport=polling, 2",
    "PUT, ?EIO=4&transport=polling, 2",
    "GET, ?EIO=4&transport=websocket, 3",
    "GET, ?EIO=3&transport=polling, 5",
    "GET, ?transport=polling, 5"
  })
  void aBadRequestIsRefusedAsTheReferenceServerDoes(String method, String query, int code)
      throws Exception {
    assertRefused(send(request(query).method(method, BodyPublishers.noBody())), code);
  }

  @Test
  void aWrongMethodWithinASessionIsRefused() throws Exception {
    String session = opened();
    assertRefused(send(request(session).method("DELETE", BodyPublishers.noBody())), 3);
  }

  @Test
  void aHandshakeOfAnotherWebSocketVersionIsRefused() throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      socket.setSoTimeout(20_000);
      String handshake =
          "GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost\r\n"
              + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 8\r\n"
              + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
      socket.getOutputStream().write(handshake.getBytes(StandardCharsets.US_ASCII));
      byte[] status = socket.getInputStream().readNBytes(12);
      assertThat(new String(status, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 400");
    }
  }

  @Test
  void aPageOfAnotherOriginMayAsk() throws Exception {
    HttpResponse<String> preflight =
        send(
            request(POLLING)
                .header("Access-Control-Request-Headers", "content-type")
                .method("OPTIONS", BodyPublishers.noBody()));
    assertThat(preflight.statusCode()).isEqualTo(204);
    assertThat(preflight.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
    assertThat(preflight.headers().firstValue("Access-Control-Allow-Methods").orElse(""))
        .contains("POST");
    assertThat(preflight.headers().firstValue("Access-Control-Allow-Headers"))
        .contains("content-type");
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "9", "4abc", "42{}", "42[]", "43", "45", "49", "4", "40\u001e9"})
  void aBadPacketEndsThatSessionAlone(String body) throws Exception {
    String other = connected();
    String session = connected();
    int status = post(session, body).statusCode();
    assertThat(status).isIn(200, 400);
    assertGone(session);
    assertThat(post(other, "42[\"dance\",{}]").body()).isEqualTo("ok");
    assertThat(send(request(other)).body()).contains("unknown_event");
  }

  @Test
  void anEventBeforeConnectEndsTheSession() throws Exception {
    String session = opened();
    post(session, "42[\"join_session\",{}]");
    assertGone(session);
  }

  @Test
  void anEmptyPostIsAnswered() throws Exception {
    assertThat(post(connected(), "").statusCode()).isIn(200, 400);
  }

  @Test
  void aPayloadMayBeAsLargeAsAnnouncedAndNoLarger() throws Exception {
    String session = connected();
    String event = "42[\"dance\",\"";
    String most = event + "x".repeat(MAX_PAYLOAD - event.length() - 2) + "\"]";
    assertThat(post(session, most).body()).isEqualTo("ok");
    assertThat(send(request(session)).body()).contains("unknown_event");
    assertThat(post(session, most + ' ').statusCode()).isEqualTo(413);
    assertGone(session);
  }

  @Test
  void aWebSocketMessageOverThePayloadLimitIsClosedWith1009() throws IOException {
    try (RawClient client = new RawClient(server.port(), "/socket.io/?EIO=4&transport=websocket")) {
      client.readUntil("maxPayload");
      client.frame(1, true, "4" + "x".repeat(MAX_PAYLOAD));
      RawClient.RawFrame last = client.read();
      assertThat(last.opcode()).isEqualTo(8);
      assertThat(last.closeCode()).isEqualTo(1009);
    }
  }

  @Test
  void twoGetsAtATimeEndTheSession() throws Exception {
    String session = connected();
    CompletableFuture<HttpResponse<String>> first =
        Server.HTTP.sendAsync(request(session).build(), BodyHandlers.ofString());
    // Which of the two the server sees first is not ours to say: one is refused, and both end.
    HttpResponse<String> second = send(request(session));
    assertThat(first.join().statusCode() + second.statusCode()).isIn(600, 800);
    await().untilAsserted(() -> assertRefused(send(request(session)), 1));
  }

  @Test
  void aMalformedPayloadOfAGoodPacketIsAnsweredAndNeverCloses() throws Exception {
    String session = connected();
    for (String event :
        new String[] {
          "42[\"telemetry_update\",5]",
          "42[\"telemetry_update\",{\"session_id\":\"nobody\"}]",
          "42[\"join_session\"]",
          "42[\"setup_data\",{\"session_id\":null,\"setup\":[]}]"
        }) {
      assertThat(post(session, event).body()).isEqualTo("ok");
      assertThat(send(request(session)).body()).startsWith("42[\"relay_error\",{");
    }
    post(session, "42" + "7".repeat(26) + "[\"join_session\",{}]");
    assertThat(send(request(session)).body())
        .contains("43" + "7".repeat(26) + "[{\"ok\":false,\"error\":{");
  }

  @Test
  void aBinaryEventIsAnsweredWithAnError() throws Exception {
    String session = connected();
    String event = "451-[\"telemetry_update\",{\"_placeholder\":true,\"num\":0}]";
    assertThat(post(session, event + "\u001ebAQID").body()).isEqualTo("ok");
    assertThat(send(request(session)).body())
        .startsWith("42[\"relay_error\",{")
        .contains("invalid_payload");
  }

  @Test
  void anUnknownNamespaceIsRefusedAndTheConnectionGoesOn() throws Exception {
    String session = opened();
    post(session, "40/other,");
    assertThat(send(request(session)).body())
        .isEqualTo("44/other,{\"message\":\"Invalid namespace\"}");
    post(session, "40");
    assertThat(send(request(session)).body()).startsWith("40{\"sid\":");
  }

  @Test
  void aWrongProbeClosesThatWebSocketAndPollingGoesOn() throws Exception {
    String session = connected();
    String upgrade = "/socket.io/" + session.replace("polling", "websocket");
    try (RawClient probe = new RawClient(server.port(), upgrade)) {
      probe.frame(1, true, "2wrong");
      assertThat(probe.read().opcode()).isEqualTo(8);
    }
    assertThat(post(session, "42[\"dance\",{}]").body()).isEqualTo("ok");
    assertThat(send(request(session)).body()).contains("unknown_event");

    try (RawClient probe = new RawClient(server.port(), upgrade)) {
      probe.frame(1, true, "2probe");
      assertThat(probe.readUntil("3probe")).isEqualTo("3probe");
      probe.frame(1, true, "5");
      probe.frame(1, true, "42[\"dance\",{}]");
      assertThat(probe.readUntil("42")).contains("unknown_event");
    }
  }
}
