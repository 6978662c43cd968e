package pitwall.soak;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A TCP connection to the relay that says what it is told, well or not. */
final class Line implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;
  private static final int SMALL = 4096;

  private final Socket socket = new Socket();
  private final InputStream in;

  Line(int port) throws IOException {
    this(port, "127.0.0.1");
  }

  /**
   * @param from the loopback address to come from
   */
  Line(int port, String from) throws IOException {
    try {
      socket.setReceiveBufferSize(SMALL); // what it does not read waits at the relay
      socket.setTcpNoDelay(true);
      socket.bind(new InetSocketAddress(from, 0));
      socket.connect(new InetSocketAddress("127.0.0.1", port));
      socket.setSoTimeout(PATIENCE_MILLIS);
      in = socket.getInputStream();
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  /** A WebSocket that stands. */
  static Line webSocket(int port, String path) throws IOException {
    Line line = new Line(port);
    try {
      line.say(handshake(path));
      String status = line.answer();
      if (!status.startsWith("HTTP/1.1 101 ")) {
        throw new IOException("refused: " + status);
      }
      return line;
    } catch (IOException e) {
      line.close();
      throw e;
    }
  }

  static String handshake(String path) {
    return "GET "
        + path
        + " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
  }

  void say(String text) throws IOException {
    say(text.getBytes(StandardCharsets.UTF_8));
  }

  void say(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
  }

  /** The head of an HTTP answer, whose body is left to be read. */
  String answer() throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < 4 || !head.substring(head.length() - 4).equals("\r\n\r\n")) {
      int c = in.read();
      if (c < 0) {
        throw new IOException("ended after: " + head);
      }
      head.append((char) c);
    }
    return head.toString();
  }

  /** The body of an HTTP answer, whose head may be still to come; as long as that says. */
  String body() throws IOException {
    String head = answer().toLowerCase();
    int at = head.indexOf("content-length:");
    if (at < 0) {
      throw new IOException("of no known length: " + head);
    }
    int length = Integer.parseInt(head.substring(at + 15, head.indexOf('\r', at)).strip());
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  /** The next frame as text, a short one. */
  String frame() throws IOException {
    in.read(); // what it is
    int length = in.read();
    if (length == 126) {
      length = in.read() << 8 | in.read();
    }
    return new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  /** What has arrived by now. */
  String hear() throws IOException {
    return new String(in.readNBytes(in.available()), StandardCharsets.UTF_8);
  }

  /** Reads so many bytes, or fewer when that is all there ever will be. */
  int read(int bytes) throws IOException {
    return in.readNBytes(bytes).length;
  }

  /** Ends it with a reset, in mid-sentence. */
  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
