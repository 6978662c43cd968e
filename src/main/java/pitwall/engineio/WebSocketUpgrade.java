package pitwall.engineio;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import pitwall.container.Channels;

/**
 * Turns a request that the servlet has found good into a WebSocket, so that a bad one can be
 * answered like any other bad request.
 *
 * <p>The endpoint has to be registered under a path all the same (Tyrus looks it up there, whatever
 * it is given), and would then answer on that path by itself, past the servlet; so the path is one
 * that nobody can guess. The session's id is its last part.
 *
 * <p>Thread-safe.
 */
final class WebSocketUpgrade {
  private static final String SID = "sid";

  private final EngineServer server;
  private final ServerContainer container;
  private final ServerEndpointConfig endpoint;

  WebSocketUpgrade(ServletContext application, EngineServer server, Channels channels)
      throws DeploymentException {
    this.server = server;
    this.container = (ServerContainer) application.getAttribute(ServerContainer.class.getName());
    this.endpoint =
        ServerEndpointConfig.Builder.create(
                WebSocketEndpoint.class, '/' + EngineServer.randomId() + "/{" + SID + '}')
            .encoders(List.of(TextEncoder.class))
            .configurator(new Instances(channels))
            .build();
    container.addEndpoint(endpoint);
  }

  void upgrade(HttpServletRequest request, HttpServletResponse response, EngineSession session)
      throws ServletException, IOException {
    try {
      container.upgradeHttpToWebSocket(request, response, endpoint, Map.of(SID, session.id()));
    } catch (DeploymentException e) {
      throw new ServletException(e);
    }
  }

  /** Makes the endpoint of each connection. */
  private final class Instances extends ServerEndpointConfig.Configurator {
    private final Channels channels;

    Instances(Channels channels) {
      this.channels = channels;
    }

    @Override
    public void modifyHandshake(
        ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
      channels.negotiate(request, response, config.getUserProperties());
    }

    @Override
    public <T> T getEndpointInstance(Class<T> type) {
      Endpoint instance =
          new WebSocketEndpoint(
              session -> server.find(session.getPathParameters().get(SID)),
              server.options().maxPayload(),
              channels);
      return type.cast(instance);
    }
  }
}
