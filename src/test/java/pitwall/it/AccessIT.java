package pitwall.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A relay as it stands on the internet: behind a proxy, for pages that are listed, with limits. */
class AccessIT {
  private static final String SECRET = "a secret of at least 32 bytes, as it says";
  private static final String TEAM = "https://team.example";
  private static int lastAddress;
  private static KeyPair keys;
  private static RelayProcess relay;
  private static Server server;

  private final List<Client> clients = new ArrayList<>();
  private final String address = "198.51.100." + ++lastAddress; // of this test alone

  /** Each way to the relay. */
  enum Transport {
    PLAIN,
    SOCKET_IO_WEBSOCKET,
    SOCKET_IO_POLLING;

    /** A client that may publish and watch. */
    Client connect(String... headers) {
      return switch (this) {
        case PLAIN -> new PlainClient(server.ws("/ws/monitor"), headers);
        case SOCKET_IO_WEBSOCKET -> new SocketIoSocket(server.ws("/socket.io/"), headers);
        case SOCKET_IO_POLLING -> new SocketIoPolling(server.http("/socket.io/"), headers);
      };
    }
  }

  @BeforeAll
  static void start() throws Exception {
    assumeTrue(RelayProcess.isPossible());
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(2048);
    keys = generator.generateKeyPair();
    String key = Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
    relay =
        new RelayProcess(
            "-Dpitwall.trusted-proxies=127.0.0.1",
            "-Dpitwall.origins=" + TEAM,
            "-Dpitwall.viewer-token-secret=" + SECRET,
            "-Dpitwall.viewer-token-public-key=-----BEGIN PUBLIC KEY-----"
                + key
                + "-----END PUBLIC KEY-----",
            "-Dpitwall.message-rate=100/100s",
            "-Dpitwall.session-rate=4/1h",
            "-Dpitwall.failed-join-rate=10/1h",
            "-Dpitwall.guess-rate=3/1h",
            "-Dpitwall.max-connections-per-address=4");
    server = relay.server();
  }

  @AfterAll
  static void stop() throws IOException {
    if (relay != null) {
      relay.close();
    }
  }

  @AfterEach
  void disconnect() {
    clients.forEach(Client::close);
  }

  private Client connect(Transport transport, String... headers) {
    Client client = transport.connect(headers);
    clients.add(client);
    return client;
  }

  /** A client behind the proxy. */
  private Client from(String client, Transport transport) {
    return connect(transport, "X-Forwarded-For", client);
  }

  private static int refusal(Transport transport, String... headers) {
    Throwable thrown = catchThrowable(() -> transport.connect(headers).close());
    assertThat(thrown).as("was let in").isNotNull();
    Throwable cause = thrown instanceof CompletionException ? thrown.getCause() : thrown;
    return cause instanceof WebSocketHandshakeException refused
        ? refused.getResponse().statusCode()
        : -1;
  }

  private static HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(server.http(path)).headers(headers).build();
    return Server.HTTP.send(request, HttpResponse.BodyHandlers.ofString());
  }

  @ParameterizedTest
  @EnumSource
  void theLinkIsTheOneThatTheProxyWasReachedBy(Transport transport) {
    Client monitor =
        connect(
            transport,
            "X-Forwarded-For",
            address,
            "X-Forwarded-Proto",
            "https",
            "X-Forwarded-Host",
            "pit.example");
    monitor.say("request_session_id", "{}");
    JsonObject assigned = monitor.next("session_id_assigned").json();
    assertThat(assigned.getString("dashboard_url"))
        .isEqualTo("https://pit.example/dashboard/" + assigned.getString("session_id"));
  }

  @ParameterizedTest
  @EnumSource
  void thePagesThatAreListedMayTalkAndTheRelaysOwnToo(Transport transport) {
    connect(transport, "Origin", TEAM, "X-Forwarded-For", address);
    connect(transport, "Origin", "http://127.0.0.1:" + server.port(), "X-Forwarded-For", address);
    connect(
        transport,
        "Origin",
        "https://pit.example",
        "X-Forwarded-For",
        address,
        "X-Forwarded-Proto",
        "https",
        "X-Forwarded-Host",
        "pit.example");
  }

  @Test
  void otherPagesMayNot() throws Exception {
    String[] evil = {"Origin", "https://evil.example"};
    assertThat(refusal(Transport.PLAIN, evil)).isEqualTo(403);
    assertThat(refusal(Transport.SOCKET_IO_WEBSOCKET, evil)).isEqualTo(403);
    HttpResponse<String> poll = get("/socket.io/?EIO=4&transport=polling", evil);
    assertThat(poll.statusCode()).isEqualTo(403);
    assertThat(poll.body()).isEqualTo("{\"code\":4,\"message\":\"Forbidden\"}");
    assertThat(poll.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    HttpResponse<String> api = get("/api/demo", evil);
    assertThat(api.statusCode()).isEqualTo(403);
    assertThat(Server.json(api.body()).getString("code")).isEqualTo("forbidden");
    assertThat(api.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
  }

  @Test
  void aListedPageMayReadTheAnswers() throws Exception {
    for (String path : List.of("/api/demo", "/socket.io/?EIO=4&transport=polling")) {
      HttpResponse<String> answer = get(path, "Origin", TEAM, "X-Forwarded-For", address);
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains(TEAM);
      assertThat(answer.headers().allValues("Vary")).contains("Origin");
    }
  }

  @ParameterizedTest
  @EnumSource
  void anAddressMayHaveSomeConnectionsAndNoMore(Transport transport) {
    List<Client> four = new ArrayList<>();
    for (Transport each :
        List.of(
            Transport.PLAIN,
            Transport.SOCKET_IO_WEBSOCKET,
            Transport.SOCKET_IO_POLLING,
            Transport.PLAIN)) {
      Client client = from(address, each);
      client.say("dance", "{}");
      client.next("relay_error"); // so it has arrived: a handshake may be over a moment before
      four.add(client);
    }
    int refused = refusal(transport, "X-Forwarded-For", address);
    assertThat(refused).isEqualTo(transport == Transport.SOCKET_IO_POLLING ? -1 : 429);
    from("203.0.113." + lastAddress, transport); // others are not concerned

    four.get(0).close();
    four.get(1).close();
    Awaitility.await()
        .ignoreExceptionsMatching(thrown -> thrown instanceof CompletionException)
        .ignoreExceptionsMatching(thrown -> thrown instanceof RuntimeException)
        .untilAsserted(() -> from(address, transport));
  }

  @ParameterizedTest
  @EnumSource
  void aFloodIsToldOffThenEndedAndNobodyElseNotices(Transport transport) {
    Client other = from("203.0.113." + lastAddress, Transport.PLAIN);
    String session = other.requestSession();
    Client flood = from(address, transport);
    Throwable stopped =
        catchThrowable(
            () -> {
              for (int i = 0; i < 5000 && flood.isOpen(); i++) {
                flood.say("dance", "{}");
              }
            });
    Awaitility.await().until(() -> !flood.isOpen());
    assertThat(stopped == null || !flood.isOpen()).isTrue();
    Client.Heard told = flood.next();
    while (!told.json().getString("code").equals("rate_limited")) {
      told = flood.next();
    }
    if (flood instanceof PlainClient plain) {
      assertThat(plain.awaitClose(10)).isEqualTo(new PlainClient.Closed(4029, "too many messages"));
    }
    other.join(session);
    other.telemetry(session, "{\"n\":1}");
    assertThat(other.next("telemetry_update").data()).contains("{\"n\":1}");
  }

  @Test
  void anAddressMayCreateSomeSessionsOverWhateverConnections() {
    for (Transport transport : Transport.values()) {
      from(address, transport).requestSession();
    }
    Client last = from(address, Transport.PLAIN);
    last.requestSession();
    last.say("request_session_id", "{}");
    assertThat(last.next("relay_error").json().getString("code")).isEqualTo("rate_limited");
    from("203.0.113." + lastAddress, Transport.PLAIN).requestSession();
  }

  @Test
  void wrongPinsAreCountedOverWhateverConnections() throws Exception {
    Client monitor = from("203.0.113." + lastAddress, Transport.PLAIN);
    monitor.say("request_session_id", "{\"pin\":\"spa 2026\"}");
    String session = monitor.next("session_id_assigned").json().getString("session_id");
    for (Transport transport : Transport.values()) {
      Client guesser = from(address, transport);
      guesser.say("join_session", join(session, "pin", "0000"));
      assertThat(guesser.next("relay_error").json().getString("code")).isEqualTo("unauthorized");
    }
    Client guesser = from(address, Transport.PLAIN);
    guesser.say("join_session", join(session, "pin", "spa 2026"));
    assertThat(guesser.next("relay_error").json().getString("code")).isEqualTo("rate_limited");
    assertThat(
            get("/api/sessions/" + session, "Pitwall-Pin", "spa 2026", "X-Forwarded-For", address)
                .statusCode())
        .isEqualTo(429);
    assertThat(
            get("/api/sessions/" + session, "Pitwall-Pin", "spa 2026", "X-Forwarded-For", "8.8.8.8")
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void askingForSessionsThatAreNotThereIsCountedToo() throws Exception {
    String path = "/api/sessions/00000000-0000-4000-8000-000000000000";
    for (int i = 0; i < 10; i++) {
      assertThat(get(path, "X-Forwarded-For", address).statusCode()).isEqualTo(404);
    }
    assertThat(get(path, "X-Forwarded-For", address).statusCode()).isEqualTo(429);
  }

  @Test
  void whoClaimsAnAddressWithoutBeingTheProxyGainsNothing() throws Exception {
    try (RawClient owner = new RawClient(server.port(), "/ws/monitor", "127.0.0.3")) {
      owner.say("request_session_id", "{}");
      String session =
          Server.json(owner.readUntil("session_id_assigned"))
              .getJsonObject("data")
              .getString("session_id");
      Client dashboard = from(address, Transport.PLAIN);
      dashboard.join(session);
      owner.abort();
      dashboard.awaitState("gone");

      String[] lie = {"X-Forwarded-For: 127.0.0.3", "Forwarded: for=127.0.0.3"};
      try (RawClient liar = RawClient.saying(server.port(), "/ws/monitor", "127.0.0.4", lie)) {
        liar.say("telemetry_update", "{\"session_id\":\"%s\",\"telemetry\":{}}".formatted(session));
        assertThat(liar.readUntil("relay_error")).contains("not_owner");
      }
      Client same = connect(Transport.PLAIN, "Forwarded", "for=\"127.0.0.3:4711\"");
      same.telemetry(session, "{\"n\":2}"); // the proxy says that it is the owner's address
      assertThat(dashboard.nextButStatus().data()).contains("{\"n\":2}");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSignedTokenOpensALockedSession(Transport transport) throws Exception {
    Client monitor = from("203.0.113." + lastAddress, Transport.PLAIN);
    monitor.say("request_session_id", "{\"pin\":\"spa 2026\"}");
    String session = monitor.next("session_id_assigned").json().getString("session_id");
    monitor.telemetry(session, "{\"n\":1}");
    monitor.settle();
    String byHs256 = token(JWSAlgorithm.HS256, new MACSigner(SECRET), session, 600);
    String byRs256 = token(JWSAlgorithm.RS256, new RSASSASigner(keys.getPrivate()), session, 600);
    for (String token : List.of(byHs256, byRs256)) {
      Client viewer = from(address, transport);
      viewer.say("join_session", join(session, "token", token));
      assertThat(viewer.nextButStatus().data()).contains("{\"n\":1}");
      assertThat(get("/api/sessions/" + session, "Authorization", "Bearer " + token).statusCode())
          .isEqualTo(200);
    }
    Client viewer = from(address, transport);
    viewer.say(
        "join_session",
        join(session, "token", token(JWSAlgorithm.HS256, new MACSigner(SECRET), session, -1)));
    JsonObject error = viewer.next("relay_error").json();
    assertThat(error.getString("code")).isEqualTo("unauthorized");
    assertThat(error.getString("message")).contains("expired");
  }

  @Test
  void whoseTokenExpiresHasToGo() throws Exception {
    Client monitor = from(address, Transport.PLAIN);
    String session = monitor.requestSession();
    Client viewer = from(address, Transport.PLAIN);
    viewer.say(
        "join_session",
        join(session, "token", token(JWSAlgorithm.HS256, new MACSigner(SECRET), session, 5)));
    viewer.next("session_status");
    JsonObject error = viewer.next("relay_error").json();
    assertThat(error.getString("code")).isEqualTo("unauthorized");
    assertThat(error.getString("message")).contains("expired");
    assertThat(server.get("/api/sessions/" + session).body()).contains("\"viewers\":0");
  }

  private static String join(String session, String name, String value) {
    return "{\"session_id\":\"%s\",\"%s\":\"%s\"}".formatted(session, name, value);
  }

  private static String token(JWSAlgorithm by, JWSSigner signer, String session, int seconds)
      throws Exception {
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader(by),
            new JWTClaimsSet.Builder()
                .claim("role", "viewer")
                .claim("session_id", session)
                .expirationTime(Date.from(Instant.now().plusSeconds(seconds)))
                .build());
    jwt.sign(signer);
    return jwt.serialize();
  }
}
