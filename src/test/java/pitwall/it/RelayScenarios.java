package pitwall.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.URL;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The contract's cases, the same on every transport. */
abstract class RelayScenarios {
  private static final String TELEMETRY =
      "{\"lap\":45,\"fuel\":42.30,\"id\":1234567890123456789,\"name\":\"Größe 🏁 \\u0000\",\"n\":null}";
  private static final String SETUP = "{\"wing\":{\"value\":7.0,\"list\":[1,2.50,[]]},\"x\":{}}";

  @ArquillianResource private URL url;
  private final List<Client> clients = new ArrayList<>();
  protected Server server;
  private Client monitor;
  private String session;

  /** A monitor on this suite's transport. */
  protected abstract Client connectMonitor();

  /** A dashboard on this suite's transport. */
  protected abstract Client connectDashboard();

  @BeforeEach
  void connect() {
    server = new Server(url);
    monitor = kept(connectMonitor());
    session = monitor.requestSession();
  }

  @AfterEach
  void disconnect() {
    clients.forEach(Client::close);
  }

  private Client kept(Client client) {
    clients.add(client);
    return client;
  }

  private Client dashboard() {
    return kept(connectDashboard());
  }

  private Client joined() {
    Client dashboard = dashboard();
    dashboard.join(session);
    return dashboard;
  }

  @Test
  void aSessionIdIsAUuidOfVersion4() {
    UUID id = UUID.fromString(session);
    assertThat(id.version()).isEqualTo(4);
    assertThat(session).isEqualTo(id.toString());
  }

  @Test
  void aMonitorIsGivenATokenAndTheDashboardsAddress() {
    monitor.say("request_session_id", "null");
    JsonObject assigned = monitor.next("session_id_assigned").json();
    assertThat(assigned.getString("session_id")).isNotEqualTo(session);
    assertThat(assigned.getString("publish_token")).hasSize(43);
    assertThat(assigned.getString("dashboard_url"))
        .isEqualTo(
            "http://127.0.0.1:%d/dashboard/%s"
                .formatted(server.port(), assigned.getString("session_id")));
  }

  @Test
  void aSetupIsStored() {
    monitor.setup(session, SETUP);
    monitor.settle();
    assertThat(server.get("/api/sessions/" + session).body())
        .contains("\"setup\":" + SETUP)
        .contains("2026-01-31T12:00:00Z");
  }

  @Test
  void aSetupIsBroadcast() {
    Client dashboard = joined();
    monitor.setup(session, SETUP);
    assertThat(dashboard.next("setup_update").data())
        .isEqualTo(
            "{\"session_id\":\"%s\",\"timestamp\":\"2026-01-31T12:00:00Z\",\"setup\":%s}"
                .formatted(session, SETUP));
  }

  @Test
  void telemetryIsBroadcastDigitForDigit() {
    Client dashboard = joined();
    monitor.telemetry(session, TELEMETRY);
    assertThat(dashboard.next("telemetry_update").data())
        .isEqualTo("{\"session_id\":\"%s\",\"telemetry\":%s}".formatted(session, TELEMETRY));
  }

  @Test
  void aMissingTimestampIsPassedOnAsNullAndOtherKeysAreNotPassedOn() {
    Client dashboard = joined();
    monitor.say("setup_data", "{\"more\":1,\"setup\":{},\"session_id\":\"%s\"}".formatted(session));
    assertThat(dashboard.next("setup_update").data())
        .isEqualTo("{\"session_id\":\"%s\",\"timestamp\":null,\"setup\":{}}".formatted(session));
  }

  @Test
  void joiningASessionWithoutDataGivesTheStatusAlone() {
    Client dashboard = dashboard();
    dashboard.say("join_session", "{\"session_id\":\"" + session + "\"}");
    JsonObject status = dashboard.next("session_status").json();
    assertThat(status.getString("session_id")).isEqualTo(session);
    assertThat(status.getString("state")).isEqualTo("waiting");
    assertThat(status.isNull("age_ms")).isTrue();
    monitor.telemetry(session, "{\"first\":1}");
    assertThat(dashboard.nextButStatus().data()).contains("{\"first\":1}");
  }

  @Test
  void aLateDashboardGetsTheSetupThenTheNewestTelemetry() {
    monitor.setup(session, "{\"old\":1}");
    monitor.telemetry(session, "{\"old\":1}");
    monitor.setup(session, SETUP);
    monitor.telemetry(session, TELEMETRY);
    monitor.settle();

    Client dashboard = dashboard();
    dashboard.say("join_session", "{\"session_id\":\"" + session + "\"}");
    Client.Heard first = dashboard.nextButStatus();
    assertThat(first.event()).isEqualTo("setup_update");
    assertThat(first.data()).contains(SETUP);
    Client.Heard second = dashboard.nextButStatus();
    assertThat(second.event()).isEqualTo("telemetry_update");
    assertThat(second.data()).contains(TELEMETRY);
    assertThat(dashboard.awaitState("live").getInt("viewers")).isEqualTo(1);
  }

  @Test
  void manyDashboardsGetEveryMessageInOrder() {
    List<Client> dashboards = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      dashboards.add(joined());
    }
    for (int n = 0; n < 50; n++) {
      monitor.telemetry(session, "{\"n\":" + n + '}');
    }
    for (Client dashboard : dashboards) {
      for (int n = 0; n < 50; n++) {
        assertThat(dashboard.next("telemetry_update").data()).contains("{\"n\":" + n + '}');
      }
    }
  }

  @Test
  void sessionsNeverSeeEachOthersData() {
    Client otherMonitor = kept(connectMonitor());
    String other = otherMonitor.requestSession();
    Client here = joined();
    Client there = dashboard();
    there.join(other);
    for (int n = 0; n < 20; n++) {
      monitor.telemetry(session, "{\"here\":" + n + '}');
      otherMonitor.telemetry(other, "{\"there\":" + n + '}');
    }
    for (int n = 0; n < 20; n++) {
      assertThat(here.nextButStatus().data()).contains("{\"here\":" + n + '}');
      assertThat(there.nextButStatus().data()).contains("{\"there\":" + n + '}');
    }
  }

  @Test
  void oneConnectionMayWatchSeveralSessions() {
    String second = monitor.requestSession();
    Client dashboard = joined();
    dashboard.join(second);
    monitor.telemetry(session, "{\"n\":1}");
    monitor.telemetry(second, "{\"n\":2}");
    assertThat(dashboard.next("telemetry_update").data()).contains(session).contains("{\"n\":1}");
    assertThat(dashboard.next("telemetry_update").data()).contains(second).contains("{\"n\":2}");
  }

  @Test
  void whoJoinsTwiceGetsEachMessageOnce() {
    Client dashboard = joined();
    dashboard.join(session);
    for (int n = 0; n < 5; n++) {
      monitor.telemetry(session, "{\"n\":" + n + '}');
    }
    for (int n = 0; n < 5; n++) {
      assertThat(dashboard.nextButStatus().data()).contains("{\"n\":" + n + '}');
    }
  }

  @Test
  void whoLeavesHearsNothingMore() {
    Client dashboard = joined();
    Client other = joined();
    dashboard.say("leave_session", "{\"session_id\":\"" + session + "\"}");
    dashboard.settle();
    monitor.telemetry(session, "{\"n\":1}");
    other.next("telemetry_update");
    dashboard.say("settle", "{}");
    assertThat(dashboard.nextButStatus().event()).isEqualTo("relay_error");
  }

  @Test
  void aSenderGetsACopyOnlyIfItHasJoined() {
    monitor.telemetry(session, "{\"n\":1}");
    monitor.say("settle", "{}");
    assertThat(monitor.nextButStatus().event()).isEqualTo("relay_error");
    monitor.join(session);
    monitor.telemetry(session, "{\"n\":2}");
    assertThat(monitor.next("telemetry_update").data()).contains("{\"n\":2}");
  }

  @Test
  void aMonitorThatReconnectsFromItsAddressGoesOnInItsSession() {
    Client dashboard = joined();
    monitor.telemetry(session, "{\"n\":1}");
    dashboard.next("telemetry_update");
    monitor.close();
    dashboard.awaitState("gone");

    Client again = kept(connectMonitor());
    again.telemetry(session, "{\"n\":2}");
    dashboard.awaitStateAndTelemetry("live", "{\"n\":2}");
  }

  @Test
  void viewersHearTheStatusAndSoDoesTheMonitor() {
    Client dashboard = joined();
    monitor.telemetry(session, "{}");
    JsonObject status = dashboard.awaitState("live");
    assertThat(status.getJsonNumber("age_ms").longValue()).isNotNegative();
    monitor.awaitState("live");
    dashboard.awaitState("stale");
    monitor.awaitState("stale");
    monitor.telemetry(session, "{}");
    dashboard.awaitState("live");
  }

  @Test
  void whoDoesNotKnowThePinDoesNotSeeTheSession() {
    monitor.say("request_session_id", "{\"pin\":\"spa 2026\"}");
    String locked = monitor.next("session_id_assigned").json().getString("session_id");
    monitor.telemetry(locked, "{\"n\":1}");
    Client dashboard = dashboard();
    for (String pin : List.of("", ",\"pin\":\"0000\"", ",\"token\":\"a.b.c\"")) {
      dashboard.say("join_session", "{\"session_id\":\"%s\"%s}".formatted(locked, pin));
      Client.Heard refusal = dashboard.next();
      assertThat(refusal.event()).isEqualTo("relay_error");
      assertThat(refusal.json().getString("code")).isEqualTo("unauthorized");
    }
    dashboard.say("join_session", "{\"session_id\":\"%s\",\"pin\":\"spa 2026\"}".formatted(locked));
    assertThat(dashboard.nextButStatus().data()).contains("{\"n\":1}");
  }

  @Test
  void aNewLinkLeavesThoseBehindWhoKnewTheOldOne() {
    Client dashboard = joined();
    monitor.setup(session, SETUP);
    dashboard.next("setup_update");
    monitor.say("rotate_session", "{\"session_id\":\"" + session + "\"}");
    String next = monitor.next("session_id_assigned").json().getString("session_id");
    assertThat(next).isNotEqualTo(session);
    JsonObject lastWord = dashboard.nextButStatus().json();
    assertThat(lastWord.getString("session_id")).isEqualTo(session);
    assertThat(lastWord.getString("reason")).isEqualTo("rotated");

    dashboard.say("join_session", "{\"session_id\":\"" + session + "\"}");
    assertThat(dashboard.nextButStatus().json().getString("code")).isEqualTo("unknown_session");
    assertThat(server.get("/api/sessions/" + session).statusCode()).isEqualTo(404);
    dashboard.say("join_session", "{\"session_id\":\"" + next + "\"}");
    Client.Heard setup = dashboard.nextButStatus();
    assertThat(setup.event()).isEqualTo("setup_update");
    assertThat(setup.data()).contains(next).contains(SETUP).doesNotContain(session);
    monitor.telemetry(next, "{\"n\":1}");
    assertThat(dashboard.nextButStatus().data()).contains("{\"n\":1}");
  }

  @Test
  void anEndedSessionIsOverForEveryone() {
    Client dashboard = joined();
    dashboard.say("end_session", "{\"session_id\":\"" + session + "\"}");
    assertThat(dashboard.nextButStatus().json().getString("code")).isEqualTo("not_owner");
    monitor.say("end_session", "{\"session_id\":\"" + session + "\"}");
    dashboard.awaitState("gone");
    assertThat(dashboard.nextButStatus().json().getString("reason")).isEqualTo("ended");
    monitor.telemetry(session, "{}");
    assertThat(monitor.next("relay_error").json().getString("code")).isEqualTo("unknown_session");
    assertThat(server.get("/api/sessions/" + session).statusCode()).isEqualTo(404);
  }

  @Test
  void malformedMessagesLeaveEveryoneConnected() {
    Client dashboard = joined();
    for (String data : List.of("null", "[]", "5", "{}", "{\"session_id\":7}")) {
      monitor.say("telemetry_update", data);
      JsonObject error = monitor.next("relay_error").json();
      assertThat(error.getString("code")).isEqualTo("invalid_payload");
      assertThat(error.getString("event")).isEqualTo("telemetry_update");
    }
    assertThat(monitor.isOpen()).isTrue();
    monitor.telemetry(session, "{\"n\":1}");
    assertThat(dashboard.nextButStatus().data()).contains("{\"n\":1}");
  }
}
