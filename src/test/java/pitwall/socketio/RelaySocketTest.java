package pitwall.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pitwall.config.Settings;
import pitwall.config.TestSettings;
import pitwall.engineio.FakeEngine;
import pitwall.engineio.FakeWire;
import pitwall.hub.Hub;
import pitwall.relay.Paddock;
import pitwall.relay.Relay;
import pitwall.session.SessionStore;

/** Socket.IO clients of a real relay, without a network. */
class RelaySocketTest {
  private static final Logger LOG = Logger.getLogger("pitwall");

  static {
    LOG.setLevel(Level.SEVERE); // a line for each connection would bury what a failing test says
  }

  private static final Pattern SESSION = Pattern.compile("\"session_id\":\"([0-9a-f-]{36})\"");
  private static final String TELEMETRY = "{\"lap\":1.0,\"big\":9007199254740993,\"ü\":null}";

  private final Settings settings = TestSettings.with();
  private final Hub hub = new Hub();
  private final Relay relay =
      Paddock.relay(
          settings,
          new SessionStore(settings, InstantSource.system()),
          hub,
          InstantSource.system());
  private final FakeEngine engine =
      new FakeEngine(
          SocketClient.serving(RelaySocket.serving(relay), Duration.ofSeconds(45), 10_000));

  private FakeWire connected() {
    FakeWire client = engine.webSocket();
    client.say("40");
    client.read();
    return client;
  }

  /** A session of this monitor; what the monitor was told is read. */
  private static String session(FakeWire monitor) {
    monitor.say("42[\"request_session_id\",{}]");
    Matcher id = SESSION.matcher(String.join("", monitor.read()));
    assertThat(id.find()).isTrue();
    return id.group(1);
  }

  private static String with(String session, String rest) {
    return "{\"session_id\":\"" + session + "\"" + rest + '}';
  }

  @Test
  void assignsASession() {
    FakeWire monitor = connected();

    monitor.say("42[\"request_session_id\"]");

    assertThat(monitor.read().get(0))
        .startsWith("42[\"session_id_assigned\",{")
        .contains("\"dashboard_url\":\"http://pitwall.test/dashboard/");
  }

  @Test
  void publishesToThoseWhoWatch() {
    FakeWire monitor = connected();
    String session = session(monitor);
    FakeWire dashboard = connected();
    dashboard.say("42[\"join_session\"," + with(session, "") + "]");
    dashboard.read();

    String telemetry = with(session, ",\"telemetry\":" + TELEMETRY);
    monitor.say("42[\"telemetry_update\"," + telemetry + "]");

    assertThat(dashboard.read()).startsWith("42[\"telemetry_update\"," + telemetry + "]");
  }

  @Test
  void showsALateViewerTheCurrentState() {
    FakeWire monitor = connected();
    String session = session(monitor);
    String setup =
        with(session, ",\"timestamp\":\"2026-01-01T00:00:00Z\",\"setup\":{\"a\":[1,2.50]}");
    String telemetry = with(session, ",\"telemetry\":" + TELEMETRY);
    monitor.say("42[\"setup_data\"," + setup + "]", "42[\"telemetry_update\"," + telemetry + "]");
    FakeWire dashboard = connected();

    dashboard.say("421[\"join_session\"," + with(session, "") + "]");

    List<String> frames = dashboard.read();
    assertThat(frames)
        .startsWith(
            "42[\"setup_update\"," + setup + "]", "42[\"telemetry_update\"," + telemetry + "]")
        .endsWith("431[{\"ok\":true}]");
    assertThat(frames.get(2)).startsWith("42[\"session_status\",{");
  }

  @Test
  void mendsWhatPythonWrites() {
    FakeWire monitor = connected();
    String session = session(monitor);
    monitor.say("42[\"join_session\"," + with(session, "") + "]");
    monitor.read();

    monitor.say("42[\"telemetry_update\"," + with(session, ",\"telemetry\":{\"a\":NaN}") + "]");

    assertThat(monitor.read().get(0)).contains("\"telemetry\":{\"a\":null}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[\"nope\",{}]                        | unknown_event",
        "[\"join_session\"]                   | invalid_payload",
        "[\"join_session\",null]              | invalid_payload",
        "[\"join_session\",5]                 | invalid_payload",
        "[\"join_session\",{]                 | invalid_payload",
        "[\"join_session\",{}                 | invalid_payload",
        "[\"join_session\",{}]x               | invalid_payload",
        "[5]                                  | invalid_payload",
        "[\"join_session\",{\"session_id\":1}]    | invalid_payload",
        "[\"join_session\",{\"session_id\":\"x\"}]  | unknown_session",
        "[\"join_session\",{\"session_id\":\"x\"},7,{\"a\":NaN}] | unknown_session",
        "[\"join_session\",{\"session_id\":\"x\"},] | invalid_payload",
      })
  void refusesABadEventAndGoesOn(String event, String code) {
    FakeWire client = connected();

    client.say("42" + event, "4277" + event, "42[\"request_session_id\"]");

    List<String> frames = client.read();
    assertThat(frames.get(0)).startsWith("42[\"relay_error\",{\"code\":\"" + code + "\"");
    assertThat(frames.get(1)).isEqualTo(frames.get(0));
    assertThat(frames.get(2))
        .startsWith("4377[{\"ok\":false,\"error\":{\"code\":\"" + code + "\",\"message\":\"");
    assertThat(frames.get(3)).startsWith("42[\"session_id_assigned\"");
  }

  @Test
  void refusesBinaryDataAndGoesOn() {
    FakeWire client = connected();

    client.say("451-3[\"telemetry_update\",{\"_placeholder\":true,\"num\":0}]", "bAQ==");

    List<String> frames = client.read();
    assertThat(frames.get(0))
        .contains("invalid_payload", "binary", "\"event\":\"telemetry_update\"");
    assertThat(frames.get(1)).startsWith("433[{\"ok\":false");
    assertThat(client.closed()).isNull();
  }

  @Test
  void lowersNobodysSessionWhenAStrangerPublishes() {
    FakeWire monitor = connected();
    String session = session(monitor);
    FakeWire stranger = connected();

    stranger.say("42[\"telemetry_update\"," + with(session, ",\"telemetry\":{}") + "]");

    assertThat(stranger.read().get(0)).contains("\"not_owner\"");
    assertThat(monitor.read()).isEmpty();
  }

  @Test
  void forgetsAConnectionThatHasEnded() {
    FakeWire client = connected();
    FakeWire leaving = connected();
    assertThat(hub.connections()).isEqualTo(2);

    client.breaks();
    leaving.say("41");

    assertThat(hub.connections()).isZero();
  }

  @Test
  void tellsWhyTheRelayCloses() {
    FakeWire client = connected();

    relay.shutDown();

    assertThat(client.closed().code()).isEqualTo(1001);
    assertThat(hub.connections()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"6", "3", "430[]"})
  void whatAsksForNothingFillsTheRateAsMessagesDo(String packet) {
    FakeWire client = connected();
    int most = settings.access().messageRate().amount();
    for (int i = 0; client.closed() == null; i++) {
      assertThat(i).as("packets").isLessThan(100 * most);
      client.say(packet);
    }

    assertThat(client.closed().code()).isEqualTo(4029);
    assertThat(client.read()).singleElement().asString().contains("rate_limited");
  }
}
