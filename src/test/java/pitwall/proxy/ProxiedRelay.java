package pitwall.proxy;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import pitwall.it.Client;
import pitwall.it.PlainClient;
import pitwall.it.RelayProcess;
import pitwall.it.SocketIoPolling;
import pitwall.it.SocketIoSocket;

/**
 * One relay, and both proxies in front of it, for all tests: started with the first, ended after
 * the last. Every address of the loopback network is named as a proxy, since only so the relay
 * counts by those addresses, and since it would then believe whatever a proxy passes on unseen.
 */
public final class ProxiedRelay implements BeforeAllCallback, AutoCloseable {
  static final String TEAM = "https://team.example";
  static final String PASSWORD = "box-box-box-box";
  static final int FAILED_JOINS = 10;

  private static RelayProcess relay;
  private static final Map<Product, ProxyProcess> PROXIES = new EnumMap<>(Product.class);

  /** Each way to the relay. */
  enum Transport {
    PLAIN,
    SOCKET_IO_WEBSOCKET,
    SOCKET_IO_POLLING;

    /** A client that may publish and watch. */
    Client connect(ProxyProcess proxy, String... headers) {
      Site site = proxy.site();
      return switch (this) {
        case PLAIN -> new PlainClient(site.wss("/ws/monitor"), headers);
        case SOCKET_IO_WEBSOCKET -> new SocketIoSocket(site.wss("/socket.io/"), headers);
        case SOCKET_IO_POLLING -> new SocketIoPolling(site.https("/socket.io/"), headers);
      };
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    assumeTrue(
        RelayProcess.isPossible(), "skipped: the server under test is none that it could start");
    if (relay != null) {
      return;
    }
    context.getRoot().getStore(ExtensionContext.Namespace.GLOBAL).put(ProxiedRelay.class, this);
    Path target = Path.of(System.getProperty("pitwall.war")).toAbsolutePath().getParent();
    Certificate certificate = Certificate.madeIn(Files.createTempDirectory(target, "proxy-"));
    relay =
        new RelayProcess(
            "-Dpitwall.trusted-proxies=127.0.0.0/8",
            "-Dpitwall.origins=" + TEAM,
            "-Dpitwall.admin-password=" + PASSWORD,
            "-Dpitwall.failed-join-rate=" + FAILED_JOINS + "/1h",
            "-Dpitwall.ping-interval=1s",
            "-Dpitwall.socketio-ping-interval=1s");
    for (Product product : Product.values()) {
      if (product.isInstalled()) {
        Path folder = Files.createTempDirectory(target, "proxy-");
        Site site = Site.of(folder, relay.server().port(), certificate);
        PROXIES.put(product, new ProxyProcess(product, site));
      }
    }
  }

  static RelayProcess relay() {
    return relay;
  }

  /** The proxy; the test is skipped, saying so, where it is not installed. */
  static ProxyProcess behind(Product product) {
    assumeTrue(
        product.isInstalled(),
        () -> "skipped: no " + product.program() + " here (apt-get install nginx caddy)");
    return PROXIES.get(product);
  }

  /** Those that are installed; the test is skipped when none is. */
  static List<ProxyProcess> all() {
    assumeTrue(!PROXIES.isEmpty(), "skipped: no proxy here (apt-get install nginx caddy)");
    return List.copyOf(PROXIES.values());
  }

  @Override
  public void close() throws IOException {
    PROXIES.values().forEach(ProxyProcess::close);
    if (relay != null) {
      relay.close();
    }
  }
}
