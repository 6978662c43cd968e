package pitwall.conformance;

import java.io.File;
import org.jboss.shrinkwrap.api.ArchivePath;
import org.jboss.shrinkwrap.api.Filter;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import pitwall.config.Settings;
import pitwall.container.Channels;
import pitwall.engineio.EngineServer;
import pitwall.log.Failures;
import pitwall.socketio.NamespaceLink;
import pitwall.socketio.SocketApplication;
import pitwall.socketio.SocketClient;
import pitwall.socketio.SocketHandler;
import pitwall.socketio.SocketPacket;
import pitwall.websocket.TextMessage;

/**
 * Builds the application for the conformance suites. Its test writes it to {@code
 * target/conformance.war}, and so does its {@code main}:
 *
 * <pre>
 * mvn -q test -Dtest=ConformanceWarTest
 * java -jar payara-micro.jar --nocluster --port 3000 --deploy target/conformance.war
 * </pre>
 *
 * <p>The suites stand in the GitHub repository {@code socketio/socket.io}, in {@code
 * docs/engine.io-protocol/v4-test-suite} and {@code docs/socket.io-protocol/v5-test-suite}; in
 * each, {@code npm ci && npm test} runs them as they come, against {@code http://localhost:3000}.
 * For another address change the constant {@code URL} in a copy of {@code test-suite.js}. In
 * WildFly the file goes to {@code standalone/deployments}.
 */
public final class ConformanceWar {
  private static final Filter<ArchivePath> NO_TESTS =
      path -> !path.get().matches(".*(Test|Fake|Recording).*");

  private ConformanceWar() {}

  /** The application, to deploy or to write. */
  public static WebArchive archive() {
    return ShrinkWrap.create(WebArchive.class, "conformance.war")
        .addPackages(false, NO_TESTS, EngineServer.class.getPackage())
        .addPackages(false, NO_TESTS, Channels.class.getPackage())
        .addPackages(false, NO_TESTS, Settings.class.getPackage())
        .addPackages(false, NO_TESTS, TextMessage.class.getPackage())
        .addPackages(false, NO_TESTS, Failures.class.getPackage())
        .addClasses(SocketClient.class, SocketPacket.class, NamespaceLink.class)
        .addClasses(SocketApplication.class, SocketHandler.class)
        .addClasses(EngineEcho.class, SocketEcho.class)
        .addAsWebInfResource(EmptyAsset.INSTANCE, "beans.xml")
        .addAsWebInfResource(new File("src/main/webapp/WEB-INF/web.xml"))
        .addAsWebInfResource(new File("src/main/webapp/WEB-INF/glassfish-web.xml"))
        .addAsWebInfResource(new File("src/main/webapp/WEB-INF/jboss-web.xml"));
  }

  /**
   * @param arguments the file to write
   */
  public static void main(String... arguments) {
    archive().as(ZipExporter.class).exportTo(new File(arguments[0]), true);
  }
}
