package pitwall.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import pitwall.it.Client;
import pitwall.proxy.ProxiedRelay.Transport;

/** A proxy's logs tell what was asked for, and give away nobody's link. */
@ExtendWith(ProxiedRelay.class)
class LogsIT {
  @ParameterizedTest
  @EnumSource
  void logsHoldNoSecrets(Product product) throws Exception {
    ProxyProcess proxy = ProxiedRelay.behind(product);
    try (Client monitor = Transport.SOCKET_IO_POLLING.connect(proxy)) {
      monitor.say("request_session_id", "{\"pin\":\"spa 2026\"}");
      JsonObject assigned = monitor.next("session_id_assigned").json();
      String session = assigned.getString("session_id");
      String[] paths = {
        "/dashboard/",
        "//dashboard/",
        "/%64ashboard/",
        "/api/sessions/",
        "/api//sessions/",
        "/",
        "/dashboard/../dashboard/",
        "/?token=",
        "/nowhere?x=",
        "/dashboard%2f",
        "/..%2f",
      };
      for (String path : paths) {
        Line.status(proxy, "127.0.0.1", path + session, "Referer: https://localhost/" + session);
      }
      Answers.get(proxy.site().https("/api/sessions/" + session), "Pitwall-Pin", "spa 2026");
      Answers.get(proxy.site().http("/dashboard/" + session));
      await().until(() -> proxy.written().contains("/api/sessions"));
      assertThat(proxy.written())
          .contains("/dashboard", "/socket.io", "127.0.0.1")
          .doesNotContain(session, session.substring(9), "sid=", "spa 2026")
          .doesNotContain(assigned.getString("publish_token"));
    }
  }
}
