package pitwall.it;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.management.JMX;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.JavaArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** {@link Redeployment} in a Payara Micro of its own, which keeps running. */
@EnabledIfSystemProperty(named = "arquillian.launch", matches = "payara-micro")
class MicroRedeployIT extends Redeployment {
  private static final String NAME = "pitwall"; // the WAR's

  private RelayProcess relay;
  private RedeployDoor host;

  @BeforeEach
  void start() throws IOException {
    relay =
        new RelayProcess(
            "-Dpitwall.admin-password=" + System.getProperty("it.admin-password"),
            "-Dpitwall.viewer-token-secret=" + SECRET,
            "-XX:SoftRefLRUPolicyMSPerMB=0"); // else caches keep classes until memory is short
  }

  @AfterEach
  void stop() throws IOException {
    if (relay != null) {
      relay.close();
    }
  }

  @Test
  void aRelayThatIsUndeployedIsGone() throws Exception {
    try (JMXConnector connection = connect(relay.pid())) {
      host =
          JMX.newMBeanProxy(
              connection.getMBeanServerConnection(),
              new ObjectName(RedeployHost.NAME),
              RedeployDoor.class);
      undeploy();
      leavesNothingBehind();
      letsClassesGo(6); // of eleven
    }
  }

  private static JMXConnector connect(long pid) throws Exception {
    Path agent = Files.createTempFile("pitwall-", ".jar");
    VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
    try {
      ShrinkWrap.create(JavaArchive.class)
          .addClasses(RedeployHost.class, RedeployDoor.class)
          .setManifest(new StringAsset("Agent-Class: " + RedeployHost.class.getName() + "\n"))
          .as(ZipExporter.class)
          .exportTo(agent.toFile(), true);
      machine.loadAgent(agent.toString());
      return JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
    } finally {
      machine.detach();
      Files.delete(agent);
    }
  }

  @Override
  Server server() {
    return relay.server();
  }

  @Override
  long pid() {
    return relay.pid();
  }

  @Override
  void deploy() throws ReflectiveOperationException {
    host.deploy(NAME, System.getProperty("pitwall.war"));
  }

  @Override
  void undeploy() throws ReflectiveOperationException {
    host.undeploy(NAME);
  }
}
