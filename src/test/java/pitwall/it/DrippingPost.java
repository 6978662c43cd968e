package pitwall.it;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/** A POST of which the client sends as much as it is told to, when it is told to. */
final class DrippingPost implements AutoCloseable {
  private final Socket socket;

  /**
   * @param header says how long the body is, or that nobody knows
   */
  DrippingPost(Server server, String path, String header) throws IOException {
    socket = new Socket("127.0.0.1", server.port());
    socket.setSoTimeout(60_000);
    socket.setTcpNoDelay(true);
    drip("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + header + "\r\n\r\n");
  }

  /** A POST that says how long its body is. */
  static DrippingPost of(Server server, String path, long length) throws IOException {
    return new DrippingPost(server, path, "Content-Length: " + length);
  }

  void drip(String some) throws IOException {
    drip(some.getBytes(StandardCharsets.UTF_8));
  }

  void drip(byte[] some) throws IOException {
    socket.getOutputStream().write(some);
  }

  void chunk(byte[] some) throws IOException {
    drip(Integer.toHexString(some.length) + "\r\n");
    drip(some);
    drip("\r\n");
  }

  /** The answer, from its first line to the end of its body, {@code last}. */
  String answer(String last) throws IOException {
    StringBuilder answer = new StringBuilder();
    while (answer.indexOf("\r\n\r\n") < 0 || !answer.toString().endsWith(last)) {
      int next = socket.getInputStream().read();
      if (next < 0) {
        throw new IOException("ended after " + answer);
      }
      answer.append((char) next);
    }
    return answer.toString();
  }

  /** Whether the server closes the connection in the next minute. */
  boolean isEnded() {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true; // reset
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
