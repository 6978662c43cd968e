package pitwall.endpoint;

import jakarta.enterprise.inject.spi.CDI;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.Map;
import pitwall.container.Channels;

/** Keeps what a connection's HTTP request said and {@link Session} does not repeat. */
public class Handshake extends ServerEndpointConfig.Configurator {
  private static final String HOST = "pitwall.host";
  private static final String HOST_SYNTAX =
      "[A-Za-z0-9._-]{1,253}(:\\d{1,5})?|\\[[0-9a-fA-F:.]{2,45}](:\\d{1,5})?";

  @Override
  public void modifyHandshake(
      ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
    // WebSocket 2.1, 3.1.5: these properties are a copy for this one connection.
    config.getUserProperties().put(HOST, host(request.getHeaders()));
    CDI.current()
        .select(Channels.class)
        .get()
        .negotiate(request, response, config.getUserProperties());
  }

  private static String host(Map<String, List<String>> headers) {
    return headers.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase("Host"))
        .flatMap(header -> header.getValue().stream())
        .filter(host -> host.matches(HOST_SYNTAX))
        .findFirst()
        .orElse("localhost");
  }

  /**
   * Where a client reached the relay, by its own account: fit for a link that goes back to that
   * client alone.
   *
   * @param path the endpoint's path, which the request's ends with
   * @return {@code http://host:8080/context} without a slash at the end
   */
  static String baseUrl(Session session, String path) {
    String requested = session.getRequestURI().getPath();
    int context = requested.lastIndexOf(path);
    return (session.isSecure() ? "https://" : "http://")
        + session.getUserProperties().get(HOST)
        + (context > 0 ? requested.substring(0, context) : "");
  }
}
