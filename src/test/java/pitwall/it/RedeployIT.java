package pitwall.it;

import java.net.MalformedURLException;
import java.net.URL;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * {@link Redeployment} in the server that all others use; of a Payara Micro Arquillian would start
 * another one for each.
 */
@DisabledIfSystemProperty(named = "arquillian.launch", matches = "payara-micro")
@ExtendWith(ArquillianExtension.class)
class RedeployIT extends Redeployment {
  private static final String RELAY = "relay";
  private static final String NEIGHBOUR = "neighbour";

  @ArquillianResource private Deployer deployer;

  @ArquillianResource
  @OperateOnDeployment(NEIGHBOUR)
  private URL neighbour;

  @Deployment(name = RELAY, managed = false, testable = false)
  static WebArchive pitwall() {
    return Server.pitwall();
  }

  /** Tells where the server listens, whatever has become of the relay. */
  @Deployment(name = NEIGHBOUR, testable = false)
  static WebArchive neighbour() {
    return ShrinkWrap.create(WebArchive.class, "neighbour.war")
        .addAsWebResource(new StringAsset("here"), "index.html");
  }

  @Test
  void aRelayThatIsUndeployedIsGone() throws Exception {
    leavesNothingBehind();
    if (System.getProperty("arquillian.launch").equals("wildfly")) { // of Payara: MicroRedeployIT
      letsClassesGo(8); // of ten
    }
  }

  @Override
  Server server() throws MalformedURLException {
    return new Server(new URL(neighbour, "/"));
  }

  @Override
  long pid() {
    return ServerProcess.pid();
  }

  @Override
  void deploy() {
    deployer.deploy(RELAY);
  }

  @Override
  void undeploy() {
    deployer.undeploy(RELAY);
  }
}
