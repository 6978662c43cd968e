package pitwall.endpoint;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.Map;
import pitwall.access.Trail;
import pitwall.container.Channels;

/** Keeps what a connection's HTTP request said and {@link Session} does not repeat. */
public class Handshake extends ServerEndpointConfig.Configurator {
  private static final String TRAIL = "pitwall.trail";

  @Override
  public void modifyHandshake(
      ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
    Map<String, List<String>> headers = request.getHeaders();
    // WebSocket 2.1, 3.1.5: these properties are a copy for this one connection.
    config.getUserProperties().put(TRAIL, Trail.of(name -> values(headers, name)));
    CDI.current()
        .select(Channels.class)
        .get()
        .negotiate(request, response, config.getUserProperties());
  }

  /** Servers differ in whether their map minds the case. */
  private static List<String> values(Map<String, List<String>> headers, String name) {
    return headers.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .flatMap(header -> header.getValue().stream())
        .toList();
  }

  /** What a connection's request said of its way here. */
  static Trail trail(Session session) {
    return (Trail) session.getUserProperties().get(TRAIL);
  }

  /**
   * Where the application is on its host.
   *
   * @param path the endpoint's path, which the request's ends with
   * @return empty, or {@code /context} without a slash at the end
   */
  static String contextPath(Session session, String path) {
    String requested = session.getRequestURI().getPath();
    int context = requested.lastIndexOf(path);
    return context > 0 ? requested.substring(0, context) : "";
  }
}
