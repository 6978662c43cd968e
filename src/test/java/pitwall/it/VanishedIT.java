package pitwall.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URL;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Clients whose packets do not arrive any more, as far as a server can see: nothing is answered,
 * and nothing ends. With the settings as they are by default.
 */
@ExtendWith(ArquillianExtension.class)
class VanishedIT {
  /** 45 s, and what a busy machine takes. */
  private static final Duration WITHIN = Duration.ofSeconds(60);

  private static final String JOIN = "{\"session_id\":\"%s\"}";

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

  private int viewers(String session) {
    return server.state(session).getInt("viewers");
  }

  @Test
  void whoVanishesIsClosedWithin45SecondsOnEveryTransportAndWhoIsIdleIsNot() {
    try (PlainClient monitor = server.monitor();
        PlainClient idle = server.dashboard();
        SocketIoSocket idleSocket = new SocketIoSocket(server.ws("/socket.io/"));
        RawClient plain = server.rawDashboard();
        RawClient socket = new RawClient(server.port(), "/socket.io/?EIO=4&transport=websocket")) {
      String session = monitor.requestSession();
      idle.join(session);
      idleSocket.join(session);
      plain.say("join_session", JOIN.formatted(session));
      socket.frame(1, true, "40");
      socket.frame(1, true, "42[\"join_session\"," + JOIN.formatted(session) + "]");
      poll(session);
      await().until(() -> viewers(session) == 5);

      await().atMost(WITHIN).until(() -> viewers(session) == 2);
      assertThat(idle.isOpen()).isTrue();
      assertThat(idleSocket.isOpen()).isTrue();
      assertThat(monitor.isOpen()).isTrue();
    }
  }

  /** Joins over long-polling and is never heard of again. */
  private void poll(String session) {
    String path = "/socket.io/?EIO=4&transport=polling";
    HttpResponse<String> greeting = server.get(path);
    String polling = path + "&sid=" + Server.json(greeting.body().substring(1)).getString("sid");
    server.post(polling, "40\u001e42[\"join_session\"," + JOIN.formatted(session) + "]");
  }
}
