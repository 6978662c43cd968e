package pitwall.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URL;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who may publish to a session, with connections from real addresses. */
@ExtendWith(ArquillianExtension.class)
class OwnershipIT {
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

  private static String telemetry(String session, String token, int n) {
    String field = token == null ? "" : "\"publish_token\":\"" + token + "\",";
    return "{\"session_id\":\"%s\",%s\"telemetry\":{\"n\":%d}}".formatted(session, field, n);
  }

  @Test
  void theTokenTakesASessionOverAtOnce() {
    try (PlainClient first = server.monitor();
        PlainClient second = server.monitor();
        PlainClient dashboard = server.dashboard()) {
      first.say("request_session_id", "{}");
      JsonObject assigned = first.next("session_id_assigned").json();
      String session = assigned.getString("session_id");
      dashboard.join(session);

      second.say("telemetry_update", telemetry(session, assigned.getString("publish_token"), 1));
      assertThat(dashboard.next("telemetry_update").data())
          .contains("{\"n\":1}")
          .doesNotContain(assigned.getString("publish_token"));
      second.say("telemetry_update", telemetry(session, null, 2)); // the owner needs no token
      assertThat(dashboard.next("telemetry_update").data()).contains("{\"n\":2}");

      first.say("telemetry_update", telemetry(session, null, 3));
      assertThat(first.next("relay_error").json().getString("code")).isEqualTo("not_owner");
    }
  }

  @Test
  void withoutTheTokenOnlyTheOwnersAddressMayFollowIt() throws IOException {
    try (RawClient owner = new RawClient(server.port(), "/ws/monitor", "127.0.0.3");
        PlainClient dashboard = server.dashboard()) {
      owner.say("request_session_id", "{}");
      String assigned = owner.readUntil("session_id_assigned");
      String session = Server.json(assigned).getJsonObject("data").getString("session_id");
      dashboard.join(session);
      owner.abort();
      dashboard.awaitState("gone");

      try (RawClient elsewhere = new RawClient(server.port(), "/ws/monitor", "127.0.0.4")) {
        elsewhere.say("telemetry_update", telemetry(session, null, 1));
        assertThat(elsewhere.readUntil("relay_error")).contains("not_owner");
      }
      try (RawClient same = new RawClient(server.port(), "/ws/monitor", "127.0.0.3")) {
        same.say("telemetry_update", telemetry(session, null, 2));
        assertThat(dashboard.nextButStatus().data()).contains("{\"n\":2}");
      }
    }
  }
}
