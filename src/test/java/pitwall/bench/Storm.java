package pitwall.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Viewers that all connect in one moment, as after a restart: how long until each holds the
 * session's state? Against this relay, or any other that speaks the contract over Socket.IO.
 *
 * <pre>
 * mvn -q test-compile
 * java -cp target/test-classes pitwall.bench.Storm --port 8080 --viewers 10000              # plain WebSocket
 * java -cp target/test-classes pitwall.bench.Storm --port 8080 --viewers 10000 --mode sio   # Socket.IO
 * </pre>
 *
 * <p>One thread; loopback only. Each round opens all viewers at once and waits for the telemetry of
 * each; then it drops all of them and waits a moment. The first rounds warm the server up.
 */
public final class Storm {
  private static final int TELEMETRY_BYTES = 1500;
  private static final long ROUND_NANOS = 120_000_000_000L;
  private static final long PAUSE_MILLIS = 3_000;

  /** What a client of one wire format says and waits for. */
  private enum Mode {
    PLAIN("/ws/monitor", "/ws/dashboard", "{\"event\":\"%s\",\"data\":%s}"),
    SIO("/socket.io/?EIO=4&transport=websocket", null, "42[\"%s\",%s]");

    final String monitorPath;
    final String viewerPath;
    private final String event;

    Mode(String monitorPath, String viewerPath, String event) {
      this.monitorPath = monitorPath;
      this.viewerPath = viewerPath == null ? monitorPath : viewerPath;
      this.event = event;
    }

    String event(String name, String data) {
      return event.formatted(name, data);
    }
  }

  /** One connection. */
  private final class Client {
    final SocketChannel channel;
    final boolean monitor;
    private final ByteBuffer in = ByteBuffer.allocate(4096);
    private boolean upgraded;
    boolean holdsState;

    Client(boolean monitor) throws IOException {
      this.monitor = monitor;
      channel = SocketChannel.open();
      channel.configureBlocking(false);
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.connect(new InetSocketAddress("127.0.0.1", port));
      channel.register(selector, SelectionKey.OP_CONNECT, this);
    }

    void connected(SelectionKey key) throws IOException {
      channel.finishConnect();
      key.interestOps(SelectionKey.OP_READ);
      String path = monitor ? mode.monitorPath : mode.viewerPath;
      write(
          ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + port + "\r\nUpgrade: websocket\r\n")
              + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
              + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    }

    /** What a client says here fits into any socket's buffer. */
    private void write(String text) throws IOException {
      ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    }

    /** A text frame under a mask of zeros. */
    void say(String text) throws IOException {
      int length = text.length();
      String head = length < 126 ? "" + (char) (0x80 | length) : "\u00fe" + (char) (length >> 8);
      write(
          "\u0081" + head + (length < 126 ? "" : "" + (char) (length & 0xff)) + "\0\0\0\0" + text);
    }

    void readable() throws IOException {
      if (channel.read(in) < 0) {
        throw new IOException("closed by the server");
      }
      String text = new String(in.array(), 0, in.position(), StandardCharsets.ISO_8859_1);
      if (!upgraded) {
        int end = text.indexOf("\r\n\r\n");
        if (end < 0) {
          return;
        }
        if (!text.startsWith(" 101", 8)) {
          throw new IOException("refused: " + text.substring(0, Math.min(40, text.length())));
        }
        upgraded = true;
        in.flip().position(end + 4);
        in.compact();
        if (mode == Mode.PLAIN) {
          begin();
        }
        text = new String(in.array(), 0, in.position(), StandardCharsets.ISO_8859_1);
      }
      heard(text);
    }

    /** Frames are looked for by what they say; nothing that is said here says it by chance. */
    private void heard(String text) throws IOException {
      if (mode == Mode.SIO && text.contains("0{\"sid\"") && text.indexOf("40{") < 0) {
        in.clear();
        say("40");
      } else if (mode == Mode.SIO && text.contains("40{\"sid\"")) {
        in.clear();
        begin();
      }
      if (monitor && text.contains("\"session_id\":\"")) {
        int at = text.indexOf("\"session_id\":\"") + 14;
        session = text.substring(at, at + 36);
        in.clear();
      } else if (!monitor && text.contains("telemetry_update") && text.contains("xxx\"}")) {
        holdsState = true;
        in.clear();
      }
    }

    private void begin() throws IOException {
      say(
          monitor
              ? mode.event("request_session_id", "{}")
              : mode.event("join_session", "{\"session_id\":\"" + session + "\"}"));
    }
  }

  private final int port;
  private final Mode mode;
  private final Selector selector = Selector.open();
  private String session;

  private Storm(int port, Mode mode) throws IOException {
    this.port = port;
    this.mode = mode;
  }

  public static void main(String... arguments) throws IOException, InterruptedException {
    int port = 8080;
    int viewers = 1000;
    int rounds = 5;
    Mode mode = Mode.PLAIN;
    for (int i = 0; i + 1 < arguments.length; i += 2) {
      switch (arguments[i]) {
        case "--port" -> port = Integer.parseInt(arguments[i + 1]);
        case "--viewers" -> viewers = Integer.parseInt(arguments[i + 1]);
        case "--rounds" -> rounds = Integer.parseInt(arguments[i + 1]);
        case "--mode" -> mode = Mode.valueOf(arguments[i + 1].toUpperCase(Locale.ROOT));
        default ->
            throw new IllegalArgumentException(
                arguments[i] + "? expected --port, --viewers, --rounds or --mode plain|sio");
      }
    }
    Storm storm = new Storm(port, mode);
    storm.publish();
    for (int round = 1; round <= rounds; round++) {
      storm.round(round, viewers);
    }
  }

  /** A monitor's session with one telemetry object in it. */
  private void publish() throws IOException {
    Client monitor = new Client(true);
    while (session == null) {
      turn();
    }
    String filling = "x".repeat(TELEMETRY_BYTES);
    monitor.say(
        mode.event(
            "telemetry_update",
            "{\"session_id\":\"" + session + "\",\"telemetry\":{\"fuel\":\"" + filling + "\"}}"));
  }

  private void round(int number, int viewers) throws IOException, InterruptedException {
    List<Client> clients = new ArrayList<>(viewers);
    long begin = System.nanoTime();
    for (int i = 0; i < viewers; i++) {
      clients.add(new Client(false));
      if (i % 100 == 0) {
        selector.selectNow(this::serve); // a burst larger than the backlog is the kernel's test
      }
    }
    long missing = viewers;
    while (missing > 0 && System.nanoTime() - begin < ROUND_NANOS) {
      turn();
      missing = clients.stream().filter(client -> !client.holdsState).count();
    }
    System.out.printf(
        Locale.ROOT,
        "round %d: %d of %d viewers hold the state after %.2f s%n",
        number,
        viewers - missing,
        viewers,
        (System.nanoTime() - begin) / 1e9);
    for (Client client : clients) {
      client.channel.close();
    }
    long pause = System.nanoTime();
    while (System.nanoTime() - pause < PAUSE_MILLIS * 1_000_000) {
      selector.select(this::serve, 100);
    }
  }

  private void turn() throws IOException {
    selector.select(this::serve, 100);
  }

  private void serve(SelectionKey key) {
    Client client = (Client) key.attachment();
    try {
      if (key.isConnectable()) {
        client.connected(key);
      } else if (key.isReadable()) {
        client.readable();
      }
    } catch (IOException | IllegalStateException e) {
      System.err.println("a " + (client.monitor ? "monitor: " : "viewer: ") + e.getMessage());
      key.cancel();
    }
  }
}
