package pitwall.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pitwall.it.Client;
import pitwall.it.PlainClient;
import pitwall.it.RelayProcess;
import pitwall.proxy.ProxiedRelay.Transport;

/** A proxy reads its file again, or the relay behind it is away for a while. */
@ExtendWith(ProxiedRelay.class)
class ComingBackIT {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int GOING_AWAY = 1001;

  @ParameterizedTest
  @EnumSource
  void whoIsConnectedStaysOrIsToldToComeBackWhenTheFileIsReadAgain(Product product)
      throws Exception {
    ProxyProcess proxy = ProxiedRelay.behind(product);
    PlainClient monitor = new PlainClient(proxy.site().wss("/ws/monitor"));
    String session = monitor.requestSession();
    proxy.reloadWith("max-age=31536000", "max-age=300");
    await().atMost(PATIENCE).until(() -> promises(proxy, "max-age=300"));
    switch (product) {
      case NGINX -> monitor.settle();
      case CADDY ->
          assertThat(monitor.awaitClose(PATIENCE.toSeconds()).code()).isEqualTo(GOING_AWAY);
    }
    monitor.close();
    try (Client again = Transport.PLAIN.connect(proxy);
        Client dashboard = Transport.SOCKET_IO_POLLING.connect(proxy)) {
      dashboard.join(session);
      again.telemetry(session, "{\"n\":1}");
      assertThat(dashboard.nextButStatus().data()).contains("{\"n\":1}");
    }
    proxy.reloadWith("max-age=300", "max-age=31536000");
    await().atMost(PATIENCE).until(() -> promises(proxy, "max-age=31536000"));
  }

  /** On a connection of its own: one that has stood might end in this very moment. */
  private static boolean promises(ProxyProcess proxy, String age) throws IOException {
    try (Line line = new Line(proxy.site().httpsPort(), "127.0.0.1")) {
      line.say("GET / HTTP/1.1", "Connection: close");
      return line.rest().contains(age);
    }
  }

  @Test
  void whileTheRelayIsAwayThePagePromisesToTryAgain() throws Exception {
    List<ProxyProcess> proxies = ProxiedRelay.all();
    List<PlainClient> viewers =
        proxies.stream().map(proxy -> new PlainClient(proxy.site().wss("/ws/dashboard"))).toList();
    viewers.forEach(PlainClient::settle);
    RelayProcess relay = ProxiedRelay.relay();
    relay.stop();
    for (PlainClient viewer : viewers) {
      assertThat(viewer.awaitClose(PATIENCE.toSeconds()).code()).isEqualTo(GOING_AWAY);
    }
    relay.awaitEnd();
    try {
      for (ProxyProcess proxy : proxies) {
        isKindAboutIt(proxy);
      }
    } finally {
      relay.start();
    }
    for (ProxyProcess proxy : proxies) {
      try (Client client = Transport.SOCKET_IO_WEBSOCKET.connect(proxy)) {
        client.requestSession();
      }
    }
  }

  private static void isKindAboutIt(ProxyProcess proxy) throws IOException {
    String session = UUID.randomUUID().toString();
    HttpResponse<String> away = Answers.get(proxy.site().https("/dashboard/" + session));
    assertThat(away.statusCode()).isEqualTo(503);
    assertThat(away.headers().firstValue("Retry-After")).isPresent();
    assertThat(away.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
    assertThat(away.body()).contains("away for a moment").contains("refresh");
    await().until(() -> proxy.written().contains("/dashboard"));
    assertThat(proxy.written()).doesNotContain(session);
  }
}
