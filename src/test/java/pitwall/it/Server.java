package pitwall.it;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.File;
import java.io.StringReader;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.importer.ZipImporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** The server under test: what is deployed there and where it listens. */
public final class Server {
  /** Speaks HTTP/1.1, as browsers and proxies do where there is no TLS. */
  static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private final URI base;

  /**
   * @param url as Arquillian tells it: with the machine's outward address, where nothing listens
   */
  public Server(URL url) {
    base = URI.create("http://127.0.0.1:" + url.getPort() + url.getPath());
  }

  /** The WAR that the build has made, byte for byte, at the root. */
  public static WebArchive pitwall() {
    return ShrinkWrap.create(ZipImporter.class, "ROOT.war")
        .importFrom(new File(System.getProperty("pitwall.war")))
        .as(WebArchive.class);
  }

  public URI http(String path) {
    return base.resolve(path.substring(1));
  }

  public URI ws(String path) {
    return URI.create("ws" + http(path).toString().substring("http".length()));
  }

  public int port() {
    return base.getPort();
  }

  public PlainClient monitor() {
    return new PlainClient(ws("/ws/monitor"));
  }

  public PlainClient dashboard() {
    return new PlainClient(ws("/ws/dashboard"));
  }

  RawClient rawDashboard() {
    return new RawClient(port(), "/ws/dashboard");
  }

  public HttpResponse<String> get(String path) {
    return send(HttpRequest.newBuilder(http(path)).build());
  }

  HttpResponse<String> get(String path, String header, String value) {
    return send(HttpRequest.newBuilder(http(path)).header(header, value).build());
  }

  HttpResponse<String> post(String path) {
    return send(
        HttpRequest.newBuilder(http(path)).POST(HttpRequest.BodyPublishers.noBody()).build());
  }

  HttpResponse<String> post(String path, String body) {
    return send(
        HttpRequest.newBuilder(http(path)).POST(HttpRequest.BodyPublishers.ofString(body)).build());
  }

  /** The session's state by {@code GET /api/sessions/…}. */
  public JsonObject state(String session) {
    return json(get("/api/sessions/" + session).body());
  }

  public static JsonObject json(String text) {
    try (JsonReader reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }

  public HttpResponse<String> send(HttpRequest request) {
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (Exception e) {
      throw new AssertionError(request + " failed", e);
    }
  }
}
