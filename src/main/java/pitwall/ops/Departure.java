package pitwall.ops;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import pitwall.container.Channels;
import pitwall.container.OwnClasses;
import pitwall.relay.Relay;

/**
 * The application stops: everyone is told to come back, and has a moment to read it. Here and not
 * where beans are destroyed, since what clients answer is still served like anything else.
 */
@WebListener
public class Departure implements ServletContextListener {
  @Inject private Relay relay;
  @Inject private Channels channels;
  @Resource private ManagedExecutorService executor;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    executor.execute(() -> OwnClasses.load(event.getServletContext()));
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    relay.shutDown();
    channels.stop();
  }
}
