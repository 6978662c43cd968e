package pitwall.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.net.URL;
import java.util.HexFormat;
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
import pitwall.it.RawClient.RawFrame;

/**
 * What only the fast path does: compression, and the RFC's close codes on every server. The servers
 * that this suite knows have the fast path, so it fails when a new version of theirs has shut it.
 */
@ExtendWith(ArquillianExtension.class)
class FastPathIT {
  private static final boolean ON = !"false".equals(System.getProperty("it.fast-path"));
  private static final String OFFER = "permessage-deflate; client_max_window_bits";
  private static final String TAKEN =
      "permessage-deflate; server_no_context_takeover; client_no_context_takeover";
  private static final String DASHBOARD = "/ws/dashboard";
  private static final String SOCKET_IO = "/socket.io/?EIO=4&transport=websocket";
  private static final byte[] BOMB = RawClient.deflated(new byte[60 << 20]);
  private static final String LARGE = "\"pad\":\"" + "größe 🏁 ".repeat(100) + "\"";

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

  private static void assumeFastPath() {
    assumeTrue(ON, "skipped: this run is on the standard path");
  }

  private RawClient viewer(String... offers) throws IOException {
    RawClient viewer = RawClient.offering(server.port(), DASHBOARD, offers);
    viewer.say("join_session", "{\"session_id\":\"" + session + "\"}");
    viewer.readUntil("session_status");
    return viewer;
  }

  private RawClient socketIoViewer(String... offers) throws IOException {
    RawClient viewer = RawClient.offering(server.port(), SOCKET_IO, offers);
    viewer.readUntil("maxPayload");
    viewer.frame(1, true, "40");
    viewer.readUntil("40{\"sid\"");
    viewer.frame(1, true, "42[\"join_session\",{\"session_id\":\"" + session + "\"}]");
    viewer.readUntil("session_status");
    return viewer;
  }

  private void everyoneIsWell() {
    monitor.telemetry(session, "{\"well\":1}");
    while (!dashboard.next("telemetry_update").data().contains("{\"well\":1}")) {
      continue; // what the test sent before
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {DASHBOARD, "/ws/monitor", SOCKET_IO})
  void theServersBareConnectionsAreInReachSoAnOfferToCompressIsTaken(String path)
      throws IOException {
    assumeFastPath();
    try (RawClient client = RawClient.offering(server.port(), path, "x-other", OFFER)) {
      assertThat(client.header("Sec-WebSocket-Extensions"))
          .as("the answer; without one the server's connections are no longer found")
          .isEqualTo(TAKEN);
    }
  }

  @Test
  void onTheStandardPathNoOfferIsTaken() throws IOException {
    assumeTrue(!ON, "skipped: this run is on the fast path");
    try (RawClient viewer = viewer(OFFER)) {
      assertThat(viewer.header("Sec-WebSocket-Extensions")).isNull();
      monitor.telemetry(session, "{" + LARGE + "}");
      assertThat(viewer.frameWith("telemetry_update").isCompressed()).isFalse();
    }
  }

  @Test
  void textsOfAKilobyteAreCompressedAndSmallerOnesAreNot() throws IOException {
    assumeFastPath();
    try (RawClient viewer = viewer(OFFER)) {
      monitor.telemetry(session, "{\"small\":1}");
      assertThat(viewer.frameWith("{\"small\":1}").isCompressed()).isFalse();
      monitor.telemetry(session, "{" + LARGE + "}");
      RawFrame frame = viewer.frameWith(LARGE);
      assertThat(frame.isCompressed()).isTrue();
      assertThat(frame.payload().length).isLessThan(500);
    }
  }

  @Test
  void viewersWithAndWithoutCompressionSeeTheSameOnBothWires() throws IOException {
    assumeFastPath();
    try (RawClient plain = viewer();
        RawClient compressed = viewer(OFFER);
        RawClient socketIo = socketIoViewer();
        RawClient compressedSocketIo = socketIoViewer(OFFER)) {
      for (int n = 0; n < 20; n++) {
        monitor.telemetry(session, "{\"n\":" + n + (n % 3 == 0 ? "" : "," + LARGE) + "}");
      }
      for (int n = 0; n < 20; n++) {
        String mark = "{\"n\":" + n + (n % 3 == 0 ? "}" : ",");
        RawFrame one = plain.frameWith("telemetry_update");
        RawFrame same = compressed.frameWith("telemetry_update");
        assertThat(one.text()).contains(mark).isEqualTo(same.text());
        assertThat(one.isCompressed()).isFalse();
        assertThat(same.isCompressed()).isEqualTo(n % 3 != 0);
        RawFrame other = socketIo.frameWith("telemetry_update");
        assertThat(other.text()).contains(mark);
        assertThat(compressedSocketIo.frameWith("telemetry_update").text()).isEqualTo(other.text());
      }
    }
  }

  @Test
  void whatAMonitorCompressesIsUnderstood() throws IOException {
    assumeFastPath();
    try (RawClient client = RawClient.offering(server.port(), "/ws/monitor", OFFER)) {
      client.compressed("{\"event\":\"request_session_id\",\"data\":{}}");
      String assigned = client.readUntil("session_id_assigned");
      String own = assigned.replaceFirst(".*\"session_id\":\"([^\"]*)\".*", "$1");
      try (PlainClient viewer = server.dashboard()) {
        viewer.join(own);
        String telemetry = "{\"session_id\":\"" + own + "\",\"telemetry\":{" + LARGE + "}}";
        client.compressed("{\"event\":\"telemetry_update\",\"data\":" + telemetry + '}');
        assertThat(viewer.next("telemetry_update").data()).isEqualTo(telemetry);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {DASHBOARD, "/ws/monitor", SOCKET_IO})
  void aBombIsClosedAsTooBigAndHarmsNobody(String path) throws IOException {
    assumeFastPath();
    assertThat(BOMB.length).isLessThan(68_000); // itself below every limit
    try (RawClient client = RawClient.offering(server.port(), path, OFFER)) {
      client.frame(RawClient.RSV1 | 1, true, BOMB);
      assertClosed(client, 1009);
    }
    everyoneIsWell();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "permessage-deflate; server_max_window_bits=10",
        "permessage-deflate; client_max_window_bits; client_max_window_bits",
        "permessage-deflate; unknown",
        "x-webkit-deflate-frame"
      })
  void whoOffersWhatCannotBeTakenIsServedWithoutCompression(String offer) throws IOException {
    try (RawClient viewer = viewer(offer)) {
      assertThat(viewer.header("Sec-WebSocket-Extensions")).isNull();
      monitor.telemetry(session, "{" + LARGE + "}");
      assertThat(viewer.frameWith(LARGE).isCompressed()).isFalse();
    }
  }

  @Test
  void theFirstOfferThatCanBeTakenCountsInWhicheverHeader() throws IOException {
    assumeFastPath();
    try (RawClient viewer =
        viewer("permessage-deflate; server_max_window_bits=10, x", "permessage-deflate")) {
      assertThat(viewer.header("Sec-WebSocket-Extensions")).isEqualTo(TAKEN);
    }
  }

  static Stream<Arguments> violations() {
    return Stream.of(
        arguments("a frame without a mask", "81 01 61", 1002),
        arguments("RSV1 that was not agreed on", "c1 81 00000000 61", 1002),
        arguments("an unknown opcode", "83 80 00000000", 1002),
        arguments("a continuation of nothing", "80 80 00000000", 1002),
        arguments("a text within a text", "01 80 00000000 81 80 00000000", 1002),
        arguments("a ping in fragments", "09 80 00000000", 1002),
        arguments("a close code that may not be sent", "88 82 00000000 03ee", 1002),
        arguments("text that is no UTF-8", "81 81 00000000 ff", 1007),
        arguments("half a character", "01 81 00000000 c3 80 80 00000000", 1007));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("violations")
  void aViolationIsClosedWithItsCodeAndHarmsNobody(String what, String bytes, int code)
      throws IOException {
    assumeFastPath();
    try (RawClient client = viewer()) {
      client.bytes(HexFormat.of().parseHex(bytes.replace(" ", "")));
      assertClosed(client, code);
    }
    everyoneIsWell();
  }

  /** A close frame, and behind it the end of the connection. */
  private static void assertClosed(RawClient client, int code) throws IOException {
    RawFrame frame = client.read();
    while (frame.opcode() != 8) {
      frame = client.read();
    }
    assertThat(frame.closeCode()).isEqualTo(code);
    assertThat(frame.closeReason()).isNotBlank();
    client.frame(8, true, new byte[] {(byte) (code >> 8), (byte) code});
    assertThat(client.isEnded()).isTrue();
  }
}
