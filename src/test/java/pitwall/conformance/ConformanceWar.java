package pitwall.conformance;

import java.io.File;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.EmptyAsset;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import pitwall.container.WebSocketHost;
import pitwall.engineio.EngineServer;
import pitwall.socketio.NamespaceLink;
import pitwall.socketio.SocketApplication;
import pitwall.socketio.SocketClient;
import pitwall.socketio.SocketHandler;
import pitwall.socketio.SocketPacket;

/**
 * Builds the application for the conformance suites, {@code target/conformance.war}:
 *
 * <pre>
 * mvn -q test-compile dependency:build-classpath -Dmdep.outputFile=target/classpath
 * java -cp target/test-classes:target/classes:$(cat target/classpath) \
 *     pitwall.conformance.ConformanceWar target/conformance.war
 * java -jar payara-micro.jar --port 3000 --contextroot / --deploy target/conformance.war
 * </pre>
 *
 * <p>The suites stand in the GitHub repository {@code socketio/socket.io}, in {@code
 * docs/engine.io-protocol/v4-test-suite} and {@code docs/socket.io-protocol/v5-test-suite}; in
 * each, {@code npm ci && npm test} runs them against {@code http://localhost:3000}, ping timing
 * 300/200 ms, as they come. WildFly wants the file as {@code ROOT.war}.
 */
public final class ConformanceWar {
  private ConformanceWar() {}

  /** The application, to deploy or to write. */
  public static WebArchive archive() {
    return ShrinkWrap.create(WebArchive.class, "conformance.war")
        .addPackage(EngineServer.class.getPackage())
        .addPackage(WebSocketHost.class.getPackage())
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
