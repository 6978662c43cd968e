package pitwall.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pitwall.it.Client;
import pitwall.proxy.ProxiedRelay.Transport;

/** Who is silent is left alone; who drips does not get far. */
@ExtendWith(ProxiedRelay.class)
class PatienceIT {
  /** More than Payara Micro has threads for requests. */
  private static final int DRIPS = 210;

  /** One a second, through each proxy: both together take longer than a proxy waits. */
  private static final int PINGS = 6;

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Test
  void theRelaysPingsKeepSilentConnectionsOpen() {
    List<ProxyProcess> proxies = ProxiedRelay.all();
    List<Client> silent = new ArrayList<>();
    for (ProxyProcess proxy : proxies) {
      for (Transport transport : Transport.values()) {
        silent.add(transport.connect(proxy));
      }
    }
    for (ProxyProcess proxy : proxies) {
      awaitPings(proxy.site().wss("/ws/dashboard"));
    }
    for (Client client : silent) {
      client.settle();
      client.close();
    }
  }

  private static void awaitPings(URI dashboard) {
    AtomicInteger pings = new AtomicInteger();
    WebSocket.Listener counting =
        new WebSocket.Listener() {
          @Override
          public CompletionStage<?> onPing(WebSocket from, ByteBuffer payload) {
            pings.incrementAndGet();
            from.request(1);
            return null;
          }
        };
    WebSocket socket =
        HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(dashboard, counting).join();
    await().atMost(PATIENCE).until(() -> pings.get() >= PINGS);
    socket.abort();
  }

  @ParameterizedTest
  @EnumSource
  void postsThatDripStayInTheProxy(Product product) throws Exception {
    ProxyProcess proxy = ProxiedRelay.behind(product);
    String polling = "/socket.io/?EIO=4&transport=polling";
    String greeting = Answers.get(proxy.site().https(polling)).body();
    String sid = greeting.replaceFirst(".*\"sid\":\"([^\"]+)\".*", "$1");
    List<Line> lines = new ArrayList<>();
    try {
      for (int i = 0; i < DRIPS; i++) {
        Line line = new Line(proxy.site().httpsPort(), "127.0.0.1");
        lines.add(line);
        line.say(
            "POST " + polling + "&sid=" + sid + " HTTP/1.1",
            "Content-Length: 100",
            "Expect: 100-continue");
        assertThat(line.status()).as("the proxy begins to read").isEqualTo(100);
        line.bytes("4");
      }
      assertThat(Answers.get(proxy.site().https("/")).statusCode()).isEqualTo(200);
      assertThat(Answers.post(proxy.site().https(polling + "&sid=" + sid), "40").body())
          .as("of several POSTs at once the relay would have refused this one")
          .isEqualTo("ok");
    } finally {
      for (Line line : lines) {
        line.close();
      }
    }
  }
}
