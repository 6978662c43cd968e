package pitwall.it;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.extension.ExtendWith;

/** The contract over Socket.IO over long-polling. */
@ExtendWith(ArquillianExtension.class)
class SocketIoPollingIT extends RelayScenarios {
  @Deployment(testable = false)
  static WebArchive pitwall() {
    return Server.pitwall();
  }

  @Override
  protected Client connectMonitor() {
    return new SocketIoPolling(server.http("/socket.io/"));
  }

  @Override
  protected Client connectDashboard() {
    return connectMonitor();
  }
}
