package pitwall.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** POSTs of Socket.IO's long-polling that take their time. */
@ExtendWith(ArquillianExtension.class)
@TestMethodOrder(OrderAnnotation.class)
class DrippingPostIT {
  private static final String POLLING = "/socket.io/?EIO=4&transport=polling";
  private static final String EVENT = "42[\"dance\",\"é\"]";
  private static final int MANY = 300; // more than any server here has threads
  private static final Duration PATIENCE = Duration.ofSeconds(60);

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

  private String opened() {
    String greeting = server.get(POLLING).body();
    return POLLING + "&sid=" + Server.json(greeting.substring(1)).getString("sid");
  }

  private String connected() {
    String session = opened();
    assertThat(server.post(session, "40").body()).isEqualTo("ok");
    assertThat(server.get(session).body()).startsWith("40{\"sid\":");
    return session;
  }

  private void assertGone(String session) {
    await().atMost(PATIENCE).until(() -> server.get(session).body().contains("\"code\":1"));
  }

  @Test
  void hundredsThatDripHoldNobodyUp() throws IOException {
    List<DrippingPost> posts = new ArrayList<>();
    try {
      for (int i = 0; i < MANY; i++) {
        posts.add(DrippingPost.of(server, opened(), 2));
      }
      for (DrippingPost post : posts) {
        post.drip("4");
      }
      assertTimeoutPreemptively(PATIENCE, this::everybodyIsServed);
      for (DrippingPost post : posts) {
        post.drip("0");
      }
      for (DrippingPost post : posts) {
        assertThat(post.answer("ok")).startsWith("HTTP/1.1 200");
      }
    } finally {
      for (DrippingPost post : posts) {
        post.close();
      }
    }
  }

  private void everybodyIsServed() {
    assertThat(server.get("/health/live").statusCode()).isEqualTo(200);
    try (PlainClient monitor = server.monitor();
        PlainClient dashboard = server.dashboard();
        SocketIoPolling polling = new SocketIoPolling(server.http("/socket.io/"))) {
      String session = monitor.requestSession();
      dashboard.join(session);
      polling.join(session);
      await().atMost(PATIENCE).until(() -> server.state(session).getInt("viewers") == 2);
    }
  }

  @Test
  void itIsHeardWhenAllOfItIsThereAnnouncedOrNot() throws IOException {
    byte[] bytes = EVENT.getBytes(StandardCharsets.UTF_8);
    int inMidCharacter = bytes.length - 3;
    byte[] first = Arrays.copyOf(bytes, inMidCharacter);
    byte[] second = Arrays.copyOfRange(bytes, inMidCharacter, bytes.length);
    String session = connected();
    try (DrippingPost post = DrippingPost.of(server, session, bytes.length)) {
      post.drip(first);
      post.drip(second);
      assertThat(post.answer("ok")).startsWith("HTTP/1.1 200");
    }
    assertThat(server.get(session).body()).contains("unknown_event");
    try (DrippingPost post =
        new DrippingPost(server, session, "Transfer-Encoding: chunked\r\nContent-Type: a/b")) {
      post.chunk(first);
      post.chunk(second);
      post.chunk(new byte[0]);
      assertThat(post.answer("ok")).startsWith("HTTP/1.1 200");
    }
    assertThat(server.get(session).body()).contains("unknown_event");
  }

  /** First of all, since a server that has just started is slow enough to mix them up. */
  @Test
  @Order(1)
  void oneConnectionCarriesOneAfterTheOther() throws IOException {
    for (int connection = 0; connection < 5; connection++) {
      String session = connected();
      String head = "POST " + session + " HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1\r\n\r\n";
      try (DrippingPost post = DrippingPost.of(server, session, 1)) {
        for (int i = 0; i < 200; i++) { // Payara ends a connection after 250
          LockSupport.parkNanos(300_000);
          post.drip("3");
          assertThat(post.answer("ok")).startsWith("HTTP/1.1 200");
          post.drip(head);
        }
      }
    }
  }

  @Test
  void oneThatIsTooLargeIsRefusedAndEndsItsSession() throws IOException {
    String session = connected();
    try (DrippingPost post = DrippingPost.of(server, session, 1 << 22)) {
      post.drip("4");
      assertThat(post.answer("}")).startsWith("HTTP/1.1 413").contains("Payload too large");
    }
    assertGone(session);
  }

  @Test
  void itEndsWithItsSession() throws IOException {
    String session = connected();
    try (DrippingPost post = new DrippingPost(server, session, "Transfer-Encoding: chunked")) {
      post.chunk("4".getBytes(StandardCharsets.UTF_8));
      await()
          .atMost(PATIENCE)
          .until(() -> server.post(session, "3").statusCode() == 400); // they overlap
      assertThat(post.answer("}")).startsWith("HTTP/1.1 400");
    }
    assertGone(session);
  }

  @Test
  void aClientThatGoesInTheMiddleTakesItsSessionAlong() throws IOException {
    String session = connected();
    try (DrippingPost post = DrippingPost.of(server, session, 100)) {
      post.drip("4");
    }
    assertGone(session);
  }
}
