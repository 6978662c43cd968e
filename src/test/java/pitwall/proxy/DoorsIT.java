package pitwall.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is for the monitoring and the operator is for nobody else, however it is asked for. */
@ExtendWith(ProxiedRelay.class)
class DoorsIT {
  private static final String STRANGER = "127.0.0.9";

  /** Paths that a server might take for one that a proxy would have closed. */
  private static final String[] DETOURS = {
    "/metrics",
    "/metrics?",
    "/metrics/",
    "/metrics;x",
    "/metrics%3b",
    "/metrics%3bx",
    "/metrics%2f",
    "//metrics",
    "///metrics",
    "/;x/metrics",
    "/;/metrics",
    "/%3bx/metrics",
    "/./metrics",
    "/%2e/metrics",
    "/%2fmetrics",
    "/%6detrics",
    "/x/../metrics",
    "/x/%2e%2e/metrics",
    "/x/..%2fmetrics",
    "/x%2f..%2fmetrics",
    "/x/..;/metrics",
    "/css;/../metrics",
    "/x//..//metrics",
    "/css/..;x/metrics",
    "/ws/../metrics",
    "/ws/..%2fmetrics",
    "/socket.io/../metrics",
    "/.well-known/acme-challenge/../../metrics",
    "/%2e%2e/metrics",
    "/x/%5c../metrics",
  };

  @ParameterizedTest
  @EnumSource
  void theMonitoringGetsItsFigures(Product product) {
    Site site = ProxiedRelay.behind(product).site();
    assertThat(Answers.get(site.https("/metrics")).body()).contains("pitwall_connections");
    assertThat(Answers.get(site.https("/health/ready")).statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @EnumSource
  void othersDoNotGetThemByAnyDetour(Product product) throws Exception {
    ProxyProcess proxy = ProxiedRelay.behind(product);
    String honest = "/health/ready";
    assertThat(Line.status(proxy, STRANGER, honest)).isEqualTo(403);
    assertThat(Line.status(proxy, STRANGER, "/metrics", "X-Forwarded-For: 127.0.0.1"))
        .isEqualTo(403);
    for (String path : DETOURS) {
      try (Line line = new Line(proxy.site().httpsPort(), STRANGER)) {
        line.say("GET " + path + " HTTP/1.1", "Connection: close");
        assertThat(line.rest()).as(path).doesNotContain("pitwall_", "jvm_");
      }
    }
  }

  /** After an upgrade to HTTP/2 in the clear, requests would pass the proxy unseen. */
  @ParameterizedTest
  @EnumSource
  void nobodyUpgradesToAnythingButAWebSocket(Product product) throws Exception {
    ProxyProcess proxy = ProxiedRelay.behind(product);
    for (String path : new String[] {"/", "/ws/dashboard", "/socket.io/"}) {
      for (String connection : new String[] {"Upgrade", "Upgrade, HTTP2-Settings"}) {
        String[] headers = {
          "Connection: " + connection, "Upgrade: h2c", "HTTP2-Settings: AAMAAABkAAQAAP__"
        };
        assertThat(Line.status(proxy, STRANGER, path, headers)).as(path).isNotEqualTo(101);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void theOperatorGetsInWithThePassword(Product product) {
    ProxyProcess proxy = ProxiedRelay.behind(product);
    URI page = proxy.site().https("/admin");
    URI overview = proxy.site().https("/api/admin/overview");
    String password = "operator:" + ProxiedRelay.PASSWORD;
    String basic =
        "Basic " + Base64.getEncoder().encodeToString(password.getBytes(StandardCharsets.UTF_8));
    assertThat(Answers.get(page).statusCode()).isEqualTo(401);
    assertThat(Answers.get(page, "Authorization", basic).statusCode()).isEqualTo(200);
    assertThat(Answers.get(overview, "Authorization", basic).body()).contains("\"sessions\"");
  }
}
