package pitwall.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URL;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input costs its sender an error and nobody else anything. */
@ExtendWith(ArquillianExtension.class)
class BadInputIT {
  private static final int MAX_SETUP = 1 << 20;
  private static final int MAX_TELEMETRY = 1 << 16;

  @ArquillianResource private URL url;
  private Server server;
  private PlainClient monitor;
  private PlainClient dashboard;
  private String session;

  @Deployment(testable = false)
  static WebArchive pitwall() {
    return Server.pitwall();
  }

  @BeforeEach
  void connect() {
    server = new Server(url);
    monitor = server.monitor();
    session = monitor.requestSession();
    dashboard = server.dashboard();
    dashboard.join(session);
  }

  @AfterEach
  void disconnect() {
    monitor.close();
    dashboard.close();
  }

  static Stream<Arguments> badFrames() {
    String telemetry = "{\"event\":\"telemetry_update\",\"data\":{\"session_id\":\"SESSION\"";
    String setup = "{\"event\":\"setup_data\",\"data\":{\"session_id\":\"SESSION\"";
    return Stream.of(
        arguments("not JSON", "hello", "invalid_payload"),
        arguments("an empty frame", "", "invalid_payload"),
        arguments("half a frame", telemetry, "invalid_payload"),
        arguments("JSON that is no object", "[\"join_session\",{}]", "invalid_payload"),
        arguments(
            "trailing text", "{\"event\":\"leave_session\",\"data\":{}} x", "invalid_payload"),
        arguments("no event", "{\"data\":{}}", "invalid_payload"),
        arguments("an event that is no string", "{\"event\":5,\"data\":{}}", "invalid_payload"),
        arguments("an unknown event", "{\"event\":\"dance\",\"data\":{}}", "unknown_event"),
        arguments("data null", "{\"event\":\"join_session\",\"data\":null}", "invalid_payload"),
        arguments("data absent", "{\"event\":\"join_session\"}", "invalid_payload"),
        arguments("data an array", "{\"event\":\"join_session\",\"data\":[]}", "invalid_payload"),
        arguments(
            "data a number", "{\"event\":\"telemetry_update\",\"data\":1}", "invalid_payload"),
        arguments(
            "data a text", "{\"event\":\"request_session_id\",\"data\":\"\"}", "invalid_payload"),
        arguments("session_id missing", join("{}"), "invalid_payload"),
        arguments("session_id null", join("{\"session_id\":null}"), "invalid_payload"),
        arguments("session_id a number", join("{\"session_id\":12}"), "invalid_payload"),
        arguments("session_id an object", join("{\"session_id\":{}}"), "invalid_payload"),
        arguments("session_id upper-case", join("{\"session_id\":\"UPPER\"}"), "unknown_session"),
        arguments(
            "session_id unknown",
            join("{\"session_id\":\"00000000-0000-4000-8000-000000000000\"}"),
            "unknown_session"),
        arguments(
            "session_id 10 KB long",
            join("{\"session_id\":\"" + "a".repeat(10_240) + "\"}"),
            "unknown_session"),
        arguments(
            "publish_token a number",
            telemetry + ",\"publish_token\":1,\"telemetry\":{}}}",
            "invalid_payload"),
        arguments(
            "publish_token wrong",
            telemetry + ",\"publish_token\":\"x\",\"telemetry\":{}}}",
            "not_owner"),
        arguments("telemetry missing", telemetry + "}}", "invalid_payload"),
        arguments("telemetry an array", telemetry + ",\"telemetry\":[1]}}", "invalid_payload"),
        arguments("telemetry null", telemetry + ",\"telemetry\":null}}", "invalid_payload"),
        arguments("setup missing", setup + "}}", "invalid_payload"),
        arguments("setup a text", setup + ",\"setup\":\"{}\"}}", "invalid_payload"),
        arguments(
            "event twice",
            "{\"event\":\"leave_session\",\"event\":\"leave_session\",\"data\":{}}",
            "invalid_payload"),
        arguments(
            "session_id twice",
            telemetry + ",\"session_id\":\"x\",\"telemetry\":{}}}",
            "invalid_payload"),
        arguments(
            "telemetry twice",
            telemetry + ",\"telemetry\":{},\"telemetry\":{}}}",
            "invalid_payload"),
        arguments(
            "10,000 levels of nesting",
            telemetry + ",\"telemetry\":{\"a\":" + "[".repeat(10_000) + "]".repeat(10_000) + "}}}",
            "invalid_payload"),
        arguments(
            "telemetry over its limit",
            telemetry + ",\"telemetry\":{\"a\":\"" + "x".repeat(MAX_TELEMETRY) + "\"}}}",
            "too_large"),
        arguments(
            "a setup over its limit",
            setup + ",\"setup\":{\"a\":\"" + "x".repeat(MAX_SETUP - 7) + "\"}}}",
            "too_large"));
  }

  private static String join(String data) {
    return "{\"event\":\"join_session\",\"data\":" + data + '}';
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("badFrames")
  void aBadFrameIsAnsweredWithAnErrorAndHarmsNobody(String what, String frame, String code) {
    monitor.text(frame.replace("SESSION", session).replace("UPPER", session.toUpperCase()));
    JsonObject error = monitor.next("relay_error").json();
    assertThat(error.getString("code")).isEqualTo(code);
    assertThat(error.getString("message")).isNotBlank().doesNotContain(session);
    everyoneIsWell();
  }

  /** The sender is still connected and in its session, and the viewer has seen nothing of it. */
  private void everyoneIsWell() {
    monitor.telemetry(session, "{\"well\":1}");
    Client.Heard heard = dashboard.nextButStatus();
    assertThat(heard.event()).isEqualTo("telemetry_update");
    assertThat(heard.data()).contains("{\"well\":1}");
  }

  @Test
  void aBinaryFrameIsRefused() {
    monitor.binary(new byte[] {1, 2, 3});
    assertThat(monitor.next("relay_error").json().getString("code")).isEqualTo("invalid_payload");
    everyoneIsWell();
  }

  @Test
  void nobodyPublishesToAnothersSession() {
    try (PlainClient stranger = server.monitor()) {
      stranger.telemetry(session, "{\"stranger\":1}");
      assertThat(stranger.next("relay_error").json().getString("code")).isEqualTo("not_owner");
      stranger.setup(session, "{\"stranger\":1}");
      assertThat(stranger.next("relay_error").json().getString("code")).isEqualTo("not_owner");
    }
    everyoneIsWell();
  }

  @Test
  void aDashboardMayNotSpeakAsAMonitor() {
    try (PlainClient viewer = server.dashboard()) {
      for (String event : new String[] {"telemetry_update", "setup_data", "request_session_id"}) {
        viewer.say(
            event,
            "{\"session_id\":\"" + session + "\",\"telemetry\":{\"v\":1},\"setup\":{\"v\":1}}");
        JsonObject error = viewer.next("relay_error").json();
        assertThat(error.getString("code")).isEqualTo("not_owner");
        assertThat(error.getString("event")).isEqualTo(event);
      }
    }
    everyoneIsWell();
  }

  @Test
  void aRequestWithAnIdIsAcknowledgedWithItsError() throws IOException {
    try (RawClient client = server.rawDashboard()) {
      client.frame(1, true, "{\"id\":{\"n\":1.0},\"event\":\"dance\",\"data\":{}}");
      assertThat(client.readUntil("\"ack\""))
          .startsWith("{\"event\":\"ack\",\"id\":{\"n\":1.0},\"data\":{\"ok\":false,\"error\":{")
          .contains("\"code\":\"unknown_event\"");
      client.frame(
          1,
          true,
          "{\"id\":7,\"event\":\"join_session\",\"data\":{\"session_id\":\"" + session + "\"}}");
      assertThat(client.readUntil("\"ack\""))
          .isEqualTo("{\"event\":\"ack\",\"id\":7,\"data\":{\"ok\":true}}");
    }
  }

  static Stream<Arguments> oddPayloads() {
    return Stream.of(
        arguments("a number of 1,000 digits", "{\"n\":" + "7".repeat(1000) + "}"),
        arguments(
            "digits as they were", "{\"a\":1.0,\"b\":1e5,\"c\":-0,\"d\":1234567890123456789}"),
        arguments("escaped NUL and lone surrogates", "{\"\\u0000\":\"\\ud800 \\udfff \\/\"}"),
        arguments("empty objects", "{\"\":{},\"a\":[{},[],\"\"]}"),
        arguments("white space", "{ \"a\" :\t[ 1 ,\n2 ] }"),
        arguments("keys twice", "{\"a\":1,\"a\":2}"),
        arguments("any Unicode", "{\"ключ\":\"🏁 日本 \u202e\u2028\"}"));
  }

  private static String keys(int number) {
    return IntStream.range(0, number)
        .mapToObj(i -> "\"k" + i + "\":" + i)
        .collect(Collectors.joining(",", "{", "}"));
  }

  @Test
  void tenThousandKeysArePassedOnUntouched() {
    monitor.setup(session, keys(10_000)); // some 120 KB: too much for telemetry
    assertThat(dashboard.next("setup_update").data()).endsWith("\"setup\":" + keys(10_000) + '}');
    monitor.telemetry(session, keys(5_000));
    assertThat(dashboard.next("telemetry_update").data()).contains(keys(5_000));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("oddPayloads")
  void anOddPayloadIsPassedOnUntouched(String what, String payload) {
    monitor.telemetry(session, payload);
    assertThat(dashboard.next("telemetry_update").data())
        .isEqualTo("{\"session_id\":\"" + session + "\",\"telemetry\":" + payload + '}');
    monitor.setup(session, payload);
    assertThat(dashboard.next("setup_update").data()).endsWith("\"setup\":" + payload + '}');
  }

  @Test
  void numbersThatJsonHasNotBecomeNullAndAreCounted() {
    monitor.telemetry(session, "{\"a\":NaN,\"b\":[-Infinity,Infinity,1],\"c\":\"NaN\"}");
    assertThat(dashboard.next("telemetry_update").data())
        .contains("{\"a\":null,\"b\":[null,null,1],\"c\":\"NaN\"}");
    assertThat(server.state(session).getInt("mended")).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aMessageOverTheFrameLimitEndsTheConnection(boolean inOneFrame) throws IOException {
    byte[] tooMuch = new byte[MAX_SETUP + 8192];
    java.util.Arrays.fill(tooMuch, (byte) 'x');
    try (RawClient client = new RawClient(server.port(), "/ws/monitor")) {
      int half = inOneFrame ? tooMuch.length : tooMuch.length / 2;
      client.frame(1, inOneFrame, java.util.Arrays.copyOf(tooMuch, half));
      if (!inOneFrame) {
        client.frame(0, true, java.util.Arrays.copyOfRange(tooMuch, half, tooMuch.length));
      }
      assertClosedAsTooBig(client);
    }
    everyoneIsWell();
  }

  @Test
  void aFrameBeyondTheServersOwnBufferIsRefusedInTheSameWords() throws IOException {
    try (RawClient client = server.rawDashboard()) {
      client.frame(1, true, new byte[6 << 20]);
      assertClosedAsTooBig(client);
    }
    everyoneIsWell();
  }

  @Test
  void aBinaryMessageOverTheFrameLimitEndsTheConnection() throws IOException {
    try (RawClient client = new RawClient(server.port(), "/ws/monitor")) {
      client.frame(2, true, new byte[MAX_SETUP + 8192]);
      assertClosedAsTooBig(client);
    }
    everyoneIsWell();
  }

  private static void assertClosedAsTooBig(RawClient client) throws IOException {
    RawClient.RawFrame last = client.read();
    assertThat(last.opcode()).isEqualTo(8);
    assertThat(last.closeCode()).isEqualTo(1009);
    assertThat(last.closeReason()).isNotBlank();
  }
}
