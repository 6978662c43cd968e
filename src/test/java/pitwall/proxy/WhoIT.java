package pitwall.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.http.WebSocketHandshakeException;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pitwall.it.Client;
import pitwall.it.PlainClient;
import pitwall.proxy.ProxiedRelay.Transport;

/** Behind a proxy the relay still knows whom it talks to, and believes nobody's own word for it. */
@ExtendWith(ProxiedRelay.class)
class WhoIT {
  private static final String UNKNOWN = "/api/sessions/00000000-0000-4000-8000-000000000000";

  @ParameterizedTest
  @EnumSource
  void limitsCountByAddressWhateverAClientClaims(Product product) throws Exception {
    ProxyProcess proxy = ProxiedRelay.behind(product);
    String one = "127.0.1." + (product.ordinal() + 1);
    String other = "127.0.2." + (product.ordinal() + 1);
    for (int i = 0; i < ProxiedRelay.FAILED_JOINS; i++) {
      assertThat(asks(proxy, one, "203.0.113." + i)).isEqualTo(404);
    }
    assertThat(asks(proxy, one, "203.0.113.99")).isEqualTo(429);
    assertThat(asks(proxy, other, one)).isEqualTo(404);
  }

  private static int asks(ProxyProcess proxy, String from, String claims) throws Exception {
    return Line.status(
        proxy,
        from,
        UNKNOWN,
        "X-Forwarded-For: " + claims,
        "Forwarded: for=" + claims,
        "X-Real-IP: " + claims);
  }

  @ParameterizedTest
  @EnumSource
  void aWebSocketsAddressIsItsClients(Product product) throws Exception {
    ProxyProcess proxy = ProxiedRelay.behind(product);
    String from = "127.0.3." + (product.ordinal() + 1);
    String[] handshake = {
      "Upgrade: websocket",
      "Connection: Upgrade",
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
      "Sec-WebSocket-Version: 13",
      "X-Forwarded-For: 203.0.113.7"
    };
    assertThat(Line.status(proxy, from, "/ws/dashboard", handshake)).isEqualTo(101);
    org.awaitility.Awaitility.await()
        .untilAsserted(
            () ->
                assertThat(ProxiedRelay.relay().log())
                    .contains("address=" + from)
                    .doesNotContain("203.0.113.7"));
  }

  @ParameterizedTest
  @EnumSource
  void theTeamsPagesAndTheRelaysOwnMayTalkAndOthersMayNot(Product product) {
    ProxyProcess proxy = ProxiedRelay.behind(product);
    for (Transport transport : Transport.values()) {
      for (String origin : new String[] {ProxiedRelay.TEAM, proxy.linksBegin()}) {
        try (Client client = transport.connect(proxy, "Origin", origin)) {
          client.requestSession();
        }
      }
    }
    Throwable refused =
        catchThrowable(
            () ->
                new PlainClient(
                    proxy.site().wss("/ws/dashboard"), "Origin", "https://evil.example"));
    assertThat(refused.getCause())
        .isInstanceOfSatisfying(
            WebSocketHandshakeException.class,
            e -> assertThat(e.getResponse().statusCode()).isEqualTo(403));
    assertThat(
            Answers.get(
                    proxy.site().https("/socket.io/?EIO=4&transport=polling"),
                    "Origin",
                    "https://evil.example")
                .statusCode())
        .isEqualTo(403);
  }
}
