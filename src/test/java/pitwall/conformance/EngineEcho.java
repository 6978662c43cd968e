package pitwall.conformance;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.time.Duration;
import pitwall.container.Channels;
import pitwall.engineio.EngineClose;
import pitwall.engineio.EngineDeployment;
import pitwall.engineio.EngineHandler;
import pitwall.engineio.EngineOptions;
import pitwall.engineio.EngineServer;
import pitwall.engineio.EngineSession;
import pitwall.engineio.Packet;

/** {@code /engine.io}: says back what it hears. */
@WebListener
public class EngineEcho implements ServletContextListener {
  static final EngineOptions OPTIONS =
      EngineOptions.of(Duration.ofMillis(300), Duration.ofMillis(200), 1_000_000, 1000, 1024);

  @Resource private ManagedScheduledExecutorService executor;
  @Inject private Channels channels;
  private EngineDeployment engine;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    EngineServer server = new EngineServer(OPTIONS, Echo::new);
    engine =
        new EngineDeployment(event.getServletContext(), "/engine.io", server, channels, executor);
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    engine.close();
  }

  private record Echo(EngineSession session) implements EngineHandler {
    @Override
    public void message(String text) {
      session.send(Packet.message(text), null);
    }

    @Override
    public void binary(byte[] data) {
      session.send(Packet.binary(data), null);
    }

    @Override
    public void idle() {
      // Nobody counts.
    }

    @Override
    public void closed(EngineClose reason) {
      // Nothing is held for it.
    }
  }
}
