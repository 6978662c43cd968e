package pitwall.it;

import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract with a different transport for each client that connects. */
@ExtendWith(ArquillianExtension.class)
class MixedIT extends RelayScenarios {
  private final AtomicInteger monitors = new AtomicInteger();
  private final AtomicInteger dashboards = new AtomicInteger();

  @Deployment(testable = false)
  static WebArchive pitwall() {
    return Server.pitwall();
  }

  @Override
  protected Client connectMonitor() {
    return monitors.getAndIncrement() % 2 == 0 ? socketIo(0) : server.monitor();
  }

  @Override
  protected Client connectDashboard() {
    int next = dashboards.getAndIncrement() % 3;
    return next == 2 ? server.dashboard() : socketIo(next);
  }

  private Client socketIo(int kind) {
    return kind == 0
        ? new SocketIoPolling(server.http("/socket.io/"))
        : new SocketIoSocket(server.ws("/socket.io/"));
  }
}
