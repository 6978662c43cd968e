package pitwall.proxy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;

/**
 * A TLS connection that says what it is told, byte for byte, from any address of this machine's
 * loopback network: for paths that no client would send, bodies that do not come, headers that lie.
 *
 * <p>For one thread.
 */
final class Line implements AutoCloseable {
  private static final int PATIENCE_MS = 60_000;

  private final Socket socket;

  Line(int port, String from) throws IOException {
    Socket plain = new Socket();
    plain.bind(new InetSocketAddress(from, 0));
    plain.connect(new InetSocketAddress("127.0.0.1", port));
    socket = defaultTls().getSocketFactory().createSocket(plain, "localhost", port, true);
    socket.setSoTimeout(PATIENCE_MS);
  }

  private static SSLContext defaultTls() {
    try {
      return SSLContext.getDefault();
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Asks for a path as it is written here, and gives the answer's status. */
  static int status(ProxyProcess proxy, String from, String path, String... headers)
      throws IOException {
    try (Line line = new Line(proxy.site().httpsPort(), from)) {
      line.say("GET " + path + " HTTP/1.1", headers);
      return line.status();
    }
  }

  /** A request's first line and headers; what follows is up to the caller. */
  void say(String request, String... headers) throws IOException {
    StringBuilder text = new StringBuilder(request).append("\r\nHost: localhost\r\n");
    for (String header : headers) {
      text.append(header).append("\r\n");
    }
    bytes(text.append("\r\n").toString());
  }

  void bytes(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
    socket.getOutputStream().flush();
  }

  /** The number in the next answer's first line, whose headers are dropped. */
  int status() throws IOException {
    String first = line();
    while (!line().isEmpty()) {
      continue;
    }
    return Integer.parseInt(first.split(" ")[1]);
  }

  /** Everything until the other end closes. */
  String rest() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = socket.getInputStream().read(); c != '\n'; c = socket.getInputStream().read()) {
      if (c < 0) {
        throw new IOException("closed after: " + line);
      }
      line.append((char) c);
    }
    return line.toString().stripTrailing();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
