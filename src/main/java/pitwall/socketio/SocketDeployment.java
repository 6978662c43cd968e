package pitwall.socketio;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRegistration;
import pitwall.config.Settings;
import pitwall.container.Channels;
import pitwall.engineio.EngineDeployment;
import pitwall.engineio.EngineOptions;
import pitwall.engineio.EngineServer;
import pitwall.relay.Relay;

/**
 * Puts the relay's Socket.IO server and its client script under the path that is set. Declared in
 * {@code web.xml}.
 */
public class SocketDeployment implements ServletContextListener {
  @Inject private Settings settings;
  @Inject private Relay relay;
  @Inject private SocketGate gate;
  @Inject private Channels channels;
  @Resource private ManagedScheduledExecutorService executor;

  private EngineDeployment engine;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext application = event.getServletContext();
    Settings.SocketIo socketIo = settings.socketIo();
    EngineOptions options =
        EngineOptions.of(
                socketIo.pingInterval(),
                socketIo.pingTimeout(),
                socketIo.maxPayload(),
                socketIo.maxConnections(),
                settings.compressFrom())
            .withPosts(socketIo.postTimeout(), socketIo.maxArrivingBytes());
    EngineServer server =
        new EngineServer(
            options,
            SocketClient.serving(
                RelaySocket.serving(relay), socketIo.connectTimeout(), socketIo.maxPayload()),
            gate);
    engine = new EngineDeployment(application, socketIo.path(), server, channels, executor);
    addScript(application, socketIo.path());
  }

  private static void addScript(ServletContext application, String path) {
    ServletRegistration.Dynamic script =
        application.addServlet("Socket.IO client script", new ClientScript());
    ClientScript.NAMES.forEach(name -> script.addMapping(path + '/' + name));
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    if (engine != null) {
      engine.close();
    }
  }
}
