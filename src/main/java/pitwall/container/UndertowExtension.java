package pitwall.container;

import io.undertow.servlet.ServletExtension;
import io.undertow.servlet.api.DeploymentInfo;
import jakarta.servlet.ServletContext;
import jakarta.websocket.server.ServerContainer;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;

/**
 * Lets Undertow call endpoints at once, where it would hand each call to a worker thread. Two
 * reasons: what endpoints do here never blocks, so that the way to another thread is all cost; and
 * an {@code @OnOpen} that runs some time later comes too late for a connection from which Undertow
 * has begun to read.
 *
 * <p>It is what WildFly's {@code dispatch-to-worker="false"} does for a whole server. Undertow has
 * read that setting by the time that it calls an application's extensions: hence the field. Seen
 * with WildFly 39.0.1 (Undertow 2.3.23). {@link XnioLine} notices when this no longer works.
 *
 * <p>Found by Undertow through {@code META-INF/services}; unknown to any other server.
 */
public final class UndertowExtension implements ServletExtension {
  private static final Logger LOG = System.getLogger(UndertowExtension.class.getName());

  @Override
  public void handleDeployment(DeploymentInfo deployment, ServletContext application) {
    try {
      Object container = application.getAttribute(ServerContainer.class.getName());
      Internals.set(container, "dispatchToWorker", false);
    } catch (ReflectiveOperationException | RuntimeException e) {
      LOG.log(Level.DEBUG, "endpoints are called by worker threads", e);
    }
  }
}
