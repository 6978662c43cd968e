package pitwall.proxy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;

/**
 * Where a proxy of a test's own listens, on loopback, and what it has.
 *
 * @param folder for all files that it writes
 * @param adminPort where Caddy takes orders
 * @param relayPort where the relay behind it listens
 */
record Site(
    Path folder,
    int httpPort,
    int httpsPort,
    int adminPort,
    int relayPort,
    Certificate certificate) {
  /** In place of a minute and more: many of the relay's pings, which are a test's, too. */
  static final String TIME_OUT = "10s";

  static Site of(Path folder, int relayPort, Certificate certificate) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (ServerSocket one = new ServerSocket(0, 1, loopback);
        ServerSocket two = new ServerSocket(0, 1, loopback);
        ServerSocket three = new ServerSocket(0, 1, loopback)) {
      return new Site(
          folder,
          one.getLocalPort(),
          two.getLocalPort(),
          three.getLocalPort(),
          relayPort,
          certificate);
    }
  }

  URI http(String path) {
    return URI.create("http://localhost:" + httpPort + path);
  }

  URI https(String path) {
    return URI.create("https://localhost:" + httpsPort + path);
  }

  URI wss(String path) {
    return URI.create("wss://localhost:" + httpsPort + path);
  }
}
