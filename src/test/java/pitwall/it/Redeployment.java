package pitwall.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import jakarta.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A relay that comes and goes in a server that stays: deployed, used by clients of every kind,
 * which stay until they are sent away, and undeployed, over and over. What is left then is what the
 * relay has forgotten to let go of.
 */
abstract class Redeployment {
  static final String SECRET = System.getProperty("it.token-secret");

  private static final String PASSWORD = System.getProperty("it.admin-password");
  private static final List<String> OURS =
      Stream.of(
              "relay.Peer",
              "hub.Outbox",
              "hub.Room",
              "session.RaceSession",
              "endpoint.PlainConnection",
              "engineio.EngineSession",
              "container.RawChannel",
              "container.GrizzlyLine",
              "container.GrizzlyLine$Detour",
              "container.GrizzlyStrategy",
              "container.XnioLine")
          .map(name -> "pitwall." + name)
          .toList();
  // Deploys for WildFly, on a new thread for each service, up to a bound and for a minute.
  private static final String DEPLOYERS = "ServerService Thread Pool -- #";
  private static final int ROUNDS = 10;
  private static final int WARM_ROUNDS = 3; // until then a server's pools grow
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  abstract Server server() throws Exception;

  abstract long pid();

  abstract void deploy() throws Exception;

  abstract void undeploy() throws Exception;

  /** To be called while the relay is not deployed; leaves it so. */
  final void leavesNothingBehind() throws Exception {
    Map<String, Long> before = Map.of();
    long oneRound = 0;
    for (int round = 1; round <= ROUNDS; round++) {
      deploy();
      List<Client> clients = use();
      if (round == 1) {
        oneRound = ServerProcess.alive(pid(), OURS);
        assertThat(oneRound).as("what is to be counted").isPositive();
      }
      undeploy();
      await("all are sent away")
          .atMost(PATIENCE)
          .until(() -> clients.stream().noneMatch(Client::isOpen));
      if (round == WARM_ROUNDS) {
        before = ServerProcess.threads(pid());
      }
    }
    Map<String, Long> warm = before;
    await("no thread is left") // a server's own pool may keep one that is idle for a minute
        .atMost(PATIENCE.multipliedBy(2))
        .untilAsserted(() -> assertThat(grown(warm, ServerProcess.threads(pid()))).isEmpty());
    long most = oneRound; // a thread of the server's may still hold the last task that it had
    await("nothing is left of the others")
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(ServerProcess.alive(pid(), OURS)).isLessThanOrEqualTo(most));
  }

  /**
   * The classes of the relays have gone, too. Of how many they stay is chance: a server's threads
   * keep them, by the task that each had last or by the relay that it was made for.
   *
   * @param most relays of which they may be left
   */
  final void letsClassesGo(long most) {
    await("class loaders are gone")
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(ServerProcess.generations(pid(), "pitwall.relay.Relay"))
                    .isLessThanOrEqualTo(most));
  }

  /** Threads of which there is one more, or several, for each round since. */
  private static List<String> grown(Map<String, Long> before, Map<String, Long> after) {
    return after.entrySet().stream()
        .filter(e -> !e.getKey().equals(DEPLOYERS))
        .filter(e -> e.getValue() - before.getOrDefault(e.getKey(), 0L) >= ROUNDS - WARM_ROUNDS)
        .map(Map.Entry::toString)
        .toList();
  }

  /** Everything once. */
  private List<Client> use() throws Exception {
    Server server = server();
    await("it answers")
        .atMost(PATIENCE)
        .until(() -> server.get("/health/ready").statusCode() == 200);
    List<Client> clients = new ArrayList<>();
    PlainClient monitor = server.monitor();
    clients.add(monitor);
    monitor.say("request_session_id", "{\"pin\":\"spa 2026\"}");
    String session = monitor.next("session_id_assigned").json().getString("session_id");
    clients.add(server.dashboard());
    clients.add(new SocketIoSocket(server.ws("/socket.io/")));
    clients.add(new SocketIoPolling(server.http("/socket.io/")));
    for (Client viewer : clients.subList(1, clients.size())) {
      viewer.say("join_session", join(session, "pin", "0000"));
      assertThat(viewer.next("relay_error").json().getString("code")).isEqualTo("unauthorized");
      viewer.say("join_session", join(session, "pin", "spa 2026"));
      viewer.next("session_status");
    }
    PlainClient guest = server.dashboard();
    clients.add(guest);
    guest.say("join_session", join(session, "token", token(session)));
    guest.next("session_status");
    monitor.setup(session, "{\"wing\":7}");
    monitor.telemetry(session, "{\"lap\":1}");
    for (Client viewer : clients.subList(1, clients.size())) {
      viewer.next("setup_update");
      viewer.next("telemetry_update");
    }
    watchTheDemo(server, clients);
    lookAround(server);
    return clients;
  }

  private static void watchTheDemo(Server server, List<Client> clients) {
    JsonObject demo = Server.json(server.post("/api/demo").body());
    PlainClient viewer = server.dashboard();
    viewer.join(demo.getString("session_id"));
    viewer.next("telemetry_update");
    clients.add(viewer);
  }

  private static void lookAround(Server server) {
    String operator =
        "Basic "
            + Base64.getEncoder()
                .encodeToString(("operator:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    for (String path : List.of("/", "/metrics", "/health/live", "/socket.io/socket.io.js")) {
      assertThat(server.get(path).statusCode()).as(path).isEqualTo(200);
    }
    for (String path : List.of("/admin", "/api/admin/overview")) {
      assertThat(server.get(path, "Authorization", operator).statusCode()).as(path).isEqualTo(200);
    }
  }

  private static String join(String session, String name, String value) {
    return "{\"session_id\":\"%s\",\"%s\":\"%s\"}".formatted(session, name, value);
  }

  private static String token(String session) throws JOSEException {
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader(JWSAlgorithm.HS256),
            new JWTClaimsSet.Builder()
                .claim("role", "viewer")
                .claim("session_id", session)
                .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                .build());
    jwt.sign(new MACSigner(SECRET));
    return jwt.serialize();
  }
}
