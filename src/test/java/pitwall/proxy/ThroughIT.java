package pitwall.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import jakarta.json.JsonObject;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import pitwall.it.Client;
import pitwall.proxy.ProxiedRelay.Transport;

/** What goes through a proxy arrives whole, at once, and knows where it came in. */
@ExtendWith(ProxiedRelay.class)
class ThroughIT {
  private static final String TELEMETRY =
      "{\"round\":%d,\"fuel\":42.30,\"id\":1234567890123456789,\"name\":\"Größe 🏁\"}";
  private static final int ROUNDS = 20;
  private static final int SETUP_LENGTH = 900_000;

  static Stream<Arguments> everyWay() {
    return Arrays.stream(Product.values())
        .flatMap(product -> Arrays.stream(Transport.values()).map(way -> arguments(product, way)));
  }

  @ParameterizedTest
  @MethodSource("everyWay")
  void eachMessageArrivesBeforeTheNextIsSent(Product product, Transport transport) {
    ProxyProcess proxy = ProxiedRelay.behind(product);
    try (Client monitor = transport.connect(proxy);
        Client dashboard = transport.connect(proxy)) {
      String session = monitor.requestSession();
      dashboard.join(session);
      for (int round = 0; round < ROUNDS; round++) {
        monitor.telemetry(session, TELEMETRY.formatted(round));
        assertThat(dashboard.nextButStatus().data()).contains(TELEMETRY.formatted(round));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("everyWay")
  void aLargeSetupArrivesWhole(Product product, Transport transport) {
    ProxyProcess proxy = ProxiedRelay.behind(product);
    String setup = "{\"notes\":\"" + "x".repeat(SETUP_LENGTH) + "\"}";
    try (Client monitor = transport.connect(proxy);
        Client dashboard = transport.connect(proxy)) {
      String session = monitor.requestSession();
      dashboard.join(session);
      monitor.setup(session, setup);
      assertThat(dashboard.next("setup_update").data()).contains(setup);
    }
  }

  @ParameterizedTest
  @MethodSource("everyWay")
  void theTeamsLinkLeadsToTheProxy(Product product, Transport transport) {
    ProxyProcess proxy = ProxiedRelay.behind(product);
    String[] lies = {"X-Forwarded-Host", "evil.example", "X-Forwarded-Proto", "http"};
    try (Client monitor = transport.connect(proxy, lies)) {
      monitor.say("request_session_id", "{}");
      JsonObject assigned = monitor.next("session_id_assigned").json();
      assertThat(assigned.getString("dashboard_url"))
          .isEqualTo(proxy.linksBegin() + "/dashboard/" + assigned.getString("session_id"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void thePageComesByHttp2AndIsToBeAskedForByTlsAlone(Product product) {
    ProxyProcess proxy = ProxiedRelay.behind(product);
    HttpResponse<String> page = Answers.get(proxy.site().https("/"));
    assertThat(page.version()).isEqualTo(HttpClient.Version.HTTP_2);
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.body()).contains("Start the demo");
    assertThat(page.headers().allValues("Strict-Transport-Security"))
        .singleElement()
        .asString()
        .contains("max-age=");
    assertThat(page.headers().allValues("Content-Security-Policy")).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource
  void whoComesWithoutTlsIsSentToItWhateverHeWants(Product product) {
    ProxyProcess proxy = ProxiedRelay.behind(product);
    for (String path : new String[] {"/", "/dashboard/x?view=overlay", "/admin", "/metrics"}) {
      HttpResponse<String> answer = Answers.get(proxy.site().http(path));
      assertThat(answer.statusCode()).isEqualTo(308);
      assertThat(answer.headers().firstValue("Location")).contains("https://localhost" + path);
    }
  }
}
