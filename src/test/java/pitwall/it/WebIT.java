package pitwall.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.URL;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the relay answers over HTTP. */
@ExtendWith(ArquillianExtension.class)
class WebIT {
  private static final String NOBODY = "00000000-0000-4000-8000-000000000000";

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

  private static String type(HttpResponse<?> response) {
    return header(response, "Content-Type");
  }

  private static String header(HttpResponse<?> response, String name) {
    return String.join(" and ", response.headers().allValues(name));
  }

  @Test
  void theHomePageOffersTheDemo() {
    HttpResponse<String> page = server.get("/");
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(type(page)).startsWith("text/html");
    assertThat(page.body()).contains("Start the demo");
  }

  @Test
  void everyDashboardHasAPageAlsoBeforeItsSession() {
    HttpResponse<String> page = server.get("/dashboard/" + NOBODY);
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(type(page)).startsWith("text/html");
    assertThat(page.body()).contains("js/dashboard.js");
    assertThat(server.get("/dashboard/").statusCode()).isEqualTo(302);
    assertThat(server.get("/dashboard/a/b").statusCode()).isEqualTo(302);
  }

  @Test
  void scriptsAndStylesHaveTheirTypes() {
    assertThat(type(server.get("/js/dashboard.js"))).contains("javascript");
    assertThat(type(server.get("/css/pitwall.css"))).startsWith("text/css");
    assertThat(type(server.get("/favicon.svg"))).startsWith("image/svg+xml");
    assertThat(type(server.get("/lib/uplot/uPlot.iife.min.js"))).contains("javascript");
    assertThat(type(server.get("/lib/qrcode-generator/qrcode.mjs"))).contains("javascript");
    assertThat(type(server.get("/lib/uplot/LICENSE"))).startsWith("text/plain");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/index.html",
        "/dashboard/x",
        "/js/dashboard.js",
        "/no-such-page",
        "/api/demo",
        "/api/sessions/" + NOBODY,
        "/api/no-such-thing",
        "/%61pi/demo"
      })
  void everyAnswerKeepsThePageToItselfAndTheAddressSecret(String path) {
    HttpResponse<String> answer = server.get(path);
    assertThat(header(answer, "Content-Security-Policy"))
        .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
        .doesNotContain("unsafe", "*");
    assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(header(answer, "Referrer-Policy")).isEqualTo("no-referrer");
    assertThat(header(answer, "Cache-Control"))
        .isEqualTo(
            path.matches("/(a|%61)pi/.*") ? "no-store" : path.startsWith("/no") ? "" : "no-cache");
    assertThat(header(answer, "Server")).doesNotContainPattern("\\d");
  }

  @Test
  void aFileIsSentOnceAndCompressedToWhoeverTakesThat() {
    HttpResponse<String> file = server.get("/js/dashboard.js");
    assertThat(header(file, "Content-Encoding")).isEmpty();
    String tag = header(file, "ETag");
    assertThat(server.get("/js/dashboard.js", "If-None-Match", tag).statusCode()).isEqualTo(304);
    assertThat(server.get("/js/dashboard.js", "If-None-Match", "W/\"1\"").statusCode())
        .isEqualTo(200);

    HttpResponse<String> packed =
        server.get("/js/dashboard.js", "Accept-Encoding", "gzip, deflate, br, zstd");
    assertThat(header(packed, "Content-Encoding")).isEqualTo("gzip");
    assertThat(header(packed, "Vary")).isEqualTo("Accept-Encoding");
    assertThat(packed.headers().firstValueAsLong("Content-Length").orElseThrow())
        .isLessThan(file.headers().firstValueAsLong("Content-Length").orElseThrow() / 2 + 100);
    assertThat(
            header(
                server.get("/js/dashboard.js", "Accept-Encoding", "gzip;q=0"), "Content-Encoding"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/no-such-page",
        "/WEB-INF/web.xml",
        "/WEB-INF/",
        "/js/",
        "/js",
        "/META-INF/MANIFEST.MF",
        "/js/%2e%2e/WEB-INF/web.xml"
      })
  void nothingButThePagesFilesIsServed(String path) {
    HttpResponse<String> answer = server.get(path);
    assertThat(answer.statusCode()).isBetween(300, 404);
    assertThat(answer.body()).doesNotContain("<web-app", "Manifest-Version");
  }

  @Test
  void whatIsNotThereIsSaidShortly() {
    assertThat(server.get("/no-such-page").statusCode()).isEqualTo(404);
    assertThat(server.get("/no-such-page").body()).startsWith("Nothing has this address.");
  }

  @Test
  void theInterfaceIsDescribedWhereToolsCanReadIt() {
    HttpResponse<String> document = server.get("/asyncapi.yaml");
    assertThat(document.statusCode()).isEqualTo(200);
    assertThat(type(document)).startsWith("application/yaml");
    assertThat(document.body()).startsWith("asyncapi: 3.");
  }

  @Test
  void anUnknownSessionIs404WithAJsonBody() {
    HttpResponse<String> answer = server.get("/api/sessions/" + NOBODY);
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(type(answer)).startsWith("application/json");
    assertThat(Server.json(answer.body()).getString("code")).isEqualTo("unknown_session");
  }

  @Test
  void noSuchPathAndWrongMethodsAreToldInJson() {
    assertThat(Server.json(server.get("/api/sessions").body()).getString("code"))
        .isEqualTo("not_found");
    HttpResponse<String> wrong = server.post("/api/sessions/" + NOBODY);
    assertThat(wrong.statusCode()).isEqualTo(405);
    assertThat(Server.json(wrong.body()).getString("code")).isEqualTo("method_not_allowed");
  }

  @Test
  void aSessionsStateIsToldAsItIs() {
    try (PlainClient monitor = server.monitor();
        PlainClient dashboard = server.dashboard()) {
      String session = monitor.requestSession();
      JsonObject before = server.state(session);
      assertThat(before.getString("state")).isEqualTo("waiting");
      assertThat(before.isNull("setup")).isTrue();

      dashboard.join(session);
      monitor.setup(session, "{\"a\":1.0}");
      monitor.telemetry(session, "{\"b\":2.00}");
      dashboard.next("telemetry_update");
      HttpResponse<String> answer = server.get("/api/sessions/" + session);
      assertThat(answer.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
      assertThat(answer.body()).contains("{\"a\":1.0}").contains("{\"b\":2.00}");
      JsonObject state = Server.json(answer.body());
      assertThat(state.getString("state")).isEqualTo("live");
      assertThat(state.getInt("viewers")).isEqualTo(1);
      assertThat(state.getJsonObject("telemetry").getInt("seq")).isEqualTo(2);
    }
  }

  @Test
  void aLockedSessionsStateIsForThoseWhoKnowThePin() throws Exception {
    try (PlainClient monitor = server.monitor()) {
      monitor.say("request_session_id", "{\"pin\":\"spa 2026\"}");
      String session = monitor.next("session_id_assigned").json().getString("session_id");
      monitor.telemetry(session, "{\"secret\":1}");
      monitor.settle();
      for (String header :
          new String[] {null, "Pitwall-Pin: 0000", "Authorization: Bearer a.b.c"}) {
        HttpResponse<String> refused = state(session, header);
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(type(refused)).startsWith("application/json");
        assertThat(Server.json(refused.body()).getString("code")).isEqualTo("unauthorized");
      }
      assertThat(state(session, "Pitwall-Pin: 1").statusCode()).isEqualTo(400);
      HttpResponse<String> told = state(session, "Pitwall-Pin: spa 2026");
      assertThat(told.statusCode()).isEqualTo(200);
      assertThat(told.body()).contains("{\"secret\":1}");
    }
  }

  private HttpResponse<String> state(String session, String header) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(server.http("/api/sessions/" + session));
    if (header != null) {
      request.header(header.split(": ")[0], header.split(": ")[1]);
    }
    return Server.HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void anyPageMayAskTheApi() throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(server.http("/api/sessions/" + NOBODY))
            .header("Origin", "https://anyone.example")
            .build();
    HttpResponse<String> answer = Server.HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
  }

  @Test
  void theDemoCarLaps() {
    HttpResponse<String> started = server.post("/api/demo");
    assertThat(started.statusCode()).isEqualTo(200);
    String session = Server.json(started.body()).getString("session_id");
    assertThat(Server.json(started.body()).getString("dashboard_url"))
        .isEqualTo(server.http("/dashboard/" + session).toString());
    assertThat(Server.json(server.post("/api/demo").body()).getString("session_id"))
        .isEqualTo(session);
    assertThat(Server.json(server.get("/api/demo").body()).getBoolean("running")).isTrue();

    try (PlainClient dashboard = server.dashboard()) {
      dashboard.say("join_session", "{\"session_id\":\"" + session + "\"}");
      assertThat(dashboard.next("setup_update").json().getJsonObject("setup")).isNotEmpty();
      JsonObject first = dashboard.next("telemetry_update").json().getJsonObject("telemetry");
      JsonObject second = dashboard.next("telemetry_update").json().getJsonObject("telemetry");
      assertThat(second.getJsonNumber("lap_distance").doubleValue())
          .isGreaterThan(first.getJsonNumber("lap_distance").doubleValue());
    }
  }
}
