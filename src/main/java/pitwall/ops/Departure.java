package pitwall.ops;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import pitwall.container.Channels;
import pitwall.container.OwnClasses;
import pitwall.relay.Relay;

/**
 * The application stops: everyone is told to come back, and has a moment to read it.
 *
 * <p>Here and not where beans are destroyed: until then WebSockets on the fast path are served as
 * ever. Declared in {@code web.xml}, so that Socket.IO's server stops before it.
 */
public class Departure implements ServletContextListener {
  @Inject private Relay relay;
  @Inject private Channels channels;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    OwnClasses.load(event.getServletContext());
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    try {
      relay.shutDown();
    } finally {
      channels.stop();
    }
  }
}
