package pitwall.conformance;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import pitwall.container.Channels;
import pitwall.engineio.EngineApplication;
import pitwall.engineio.EngineDeployment;
import pitwall.engineio.EngineServer;
import pitwall.socketio.NamespaceLink;
import pitwall.socketio.SocketApplication;
import pitwall.socketio.SocketClient;
import pitwall.socketio.SocketHandler;
import pitwall.socketio.SocketPacket;
import pitwall.socketio.SocketPacket.Type;

/**
 * {@code /socket.io}: tells a client what it connected with ({@code auth}), says {@code message}
 * back as {@code message-back} and acknowledges {@code message-with-ack} with its arguments; in
 * {@code /} and in {@code /custom}.
 */
@WebListener
public class SocketEcho implements ServletContextListener {
  private static final String MESSAGE = "[\"message\",";
  private static final String WITH_ACK = "[\"message-with-ack\",";

  @Resource private ManagedScheduledExecutorService executor;
  @Inject private Channels channels;
  private EngineDeployment engine;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    EngineApplication socketIo =
        SocketClient.serving(
            new Namespaces(), Duration.ofSeconds(1), EngineEcho.OPTIONS.maxPayload());
    EngineServer server = new EngineServer(EngineEcho.OPTIONS, socketIo);
    engine =
        new EngineDeployment(event.getServletContext(), "/socket.io", server, channels, executor);
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    engine.close();
  }

  private static final class Namespaces implements SocketApplication {
    @Override
    public boolean knows(String namespace) {
      return Set.of("/", "/custom").contains(namespace);
    }

    @Override
    public SocketHandler connected(NamespaceLink link, String auth) {
      String event = "[\"auth\"," + (auth == null ? "{}" : auth) + ']';
      link.send(new SocketPacket(Type.EVENT, 0, link.namespace(), null, event), List.of());
      return new Echo(link);
    }
  }

  private record Echo(NamespaceLink link) implements SocketHandler {
    @Override
    public void event(SocketPacket event, List<byte[]> attachments) {
      String data = event.data();
      if (data.startsWith(MESSAGE)) {
        String back = "[\"message-back\"," + data.substring(MESSAGE.length());
        answer(event.type(), null, back, attachments);
      } else if (data.startsWith(WITH_ACK) && event.id() != null) {
        Type type = event.type() == Type.EVENT ? Type.ACK : Type.BINARY_ACK;
        answer(type, event.id(), '[' + data.substring(WITH_ACK.length()), attachments);
      }
    }

    private void answer(Type type, String id, String data, List<byte[]> attachments) {
      link.send(
          new SocketPacket(type, attachments.size(), link.namespace(), id, data), attachments);
    }

    @Override
    public void idle() {
      // Nobody counts.
    }

    @Override
    public void disconnected(String reason) {
      // Nothing is held for it.
    }
  }
}
