package pitwall.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * One connection of a load: dials, greets, answers pings, and hands on what it is told. Trusts the
 * server, as only a measuring tool may.
 *
 * <p>One thread, the selector's.
 */
final class LoadClient {
  /** Who runs the load. */
  interface Load {
    /** The connection may speak. */
    void ready(LoadClient client) throws IOException;

    /** A text has come; the bytes are the caller's again afterwards. */
    void heard(LoadClient client, ByteBuffer text) throws IOException;
  }

  private static final ByteBuffer SHARED = ByteBuffer.allocateDirect(1 << 18);
  private static final ByteBuffer INFLATED = ByteBuffer.allocate(1 << 18);
  private static final Inflater INFLATER = new Inflater(true);
  private static final ByteBuffer END = ByteBuffer.wrap(new byte[] {0, 0, -1, -1});
  private static final int NODELAY_BUFFER = 4096;

  final boolean monitor;
  final int session;
  boolean stalls; // is to read nothing as soon as it has joined
  boolean holdsState;
  long bytes; // of payload that have arrived

  private final Load load;
  private final Dialect dialect;
  private final SocketChannel channel;
  private final SelectionKey key;
  private final int port;
  private final boolean deflate;
  private boolean upgraded;
  private boolean reads = true;
  private ByteBuffer rest; // of a frame that has not arrived in full
  private ByteBuffer unsent;

  /**
   * @param session which of the load's sessions it belongs to
   */
  LoadClient(Load load, Options options, Selector selector, boolean monitor, int session)
      throws IOException {
    this.load = load;
    this.dialect = options.dialect;
    this.port = options.port;
    this.deflate = options.deflate && !monitor;
    this.monitor = monitor;
    this.session = session;
    channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    channel.connect(new InetSocketAddress("127.0.0.1", port));
    key = channel.register(selector, SelectionKey.OP_CONNECT, this);
  }

  /** From now on it reads nothing, and what it does not read cannot wait with it for long. */
  void stall() throws IOException {
    reads = false;
    channel.setOption(StandardSocketOptions.SO_RCVBUF, NODELAY_BUFFER);
  }

  void drop() throws IOException {
    channel.close();
  }

  /** The selector has found something to do. */
  void selected() throws IOException {
    if (key.isConnectable()) {
      channel.finishConnect();
      key.interestOps(SelectionKey.OP_READ);
      upgrade();
    } else if (key.isWritable()) {
      flush();
    } else if (key.isReadable()) {
      if (!reads && upgraded) {
        key.interestOps(0);
      } else {
        read();
      }
    }
  }

  private void upgrade() throws IOException {
    String head =
        "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n%s\r\n";
    String offer = deflate ? "Sec-WebSocket-Extensions: permessage-deflate\r\n" : "";
    String text = head.formatted(dialect.path(monitor), port, offer);
    write(ByteBuffer.wrap(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  /** Sends a text frame. */
  void say(String text) throws IOException {
    frame(0x81, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** RFC 6455, 5.2, with a mask of a kind. */
  private void frame(int first, ByteBuffer payload) throws IOException {
    int length = payload.remaining();
    ByteBuffer frame = ByteBuffer.allocate(14 + length).put((byte) first);
    if (length < 126) {
      frame.put((byte) (0x80 | length));
    } else if (length < 1 << 16) {
      frame.put((byte) (0x80 | 126)).putShort((short) length);
    } else {
      frame.put((byte) (0x80 | 127)).putLong(length);
    }
    int mask = ThreadLocalRandom.current().nextInt();
    frame.putInt(mask);
    for (int shift = 24; payload.hasRemaining(); shift = (shift - 8) & 31) {
      frame.put((byte) (payload.get() ^ (mask >>> shift)));
    }
    write(frame.flip());
  }

  private void write(ByteBuffer bytes) throws IOException {
    if (unsent == null) {
      channel.write(bytes);
      if (bytes.hasRemaining()) {
        unsent = bytes;
        key.interestOpsOr(SelectionKey.OP_WRITE);
      }
    } else {
      unsent = ByteBuffer.allocate(unsent.remaining() + bytes.remaining()).put(unsent).put(bytes);
      unsent.flip();
    }
  }

  private void flush() throws IOException {
    channel.write(unsent);
    if (!unsent.hasRemaining()) {
      unsent = null;
      key.interestOpsAnd(~SelectionKey.OP_WRITE);
    }
  }

  private void read() throws IOException {
    SHARED.clear();
    if (rest != null) {
      SHARED.put(rest);
      rest = null;
    }
    if (channel.read(SHARED) < 0) {
      throw new IOException("closed by the server");
    }
    SHARED.flip();
    if (!upgraded && !upgraded()) {
      throw new IOException("a handshake in pieces");
    }
    while (frame()) {
      // the next one
    }
    if (SHARED.hasRemaining()) {
      rest = ByteBuffer.allocate(SHARED.remaining()).put(SHARED).flip();
    }
  }

  private boolean upgraded() throws IOException {
    String head = StandardCharsets.ISO_8859_1.decode(SHARED.duplicate()).toString();
    if (!head.startsWith(" 101", 8)) {
      throw new IOException("refused: " + head.lines().findFirst().orElse(""));
    }
    int end = head.indexOf("\r\n\r\n");
    upgraded = end >= 0;
    SHARED.position(end + 4);
    if (upgraded && !dialect.greets()) {
      load.ready(this);
    }
    return upgraded;
  }

  /** Takes one frame out of the shared buffer; false when it is not all there. */
  private boolean frame() throws IOException {
    SHARED.mark();
    if (SHARED.remaining() < 2) {
      return false;
    }
    int first = SHARED.get() & 0xFF;
    int size = SHARED.get() & 0x7F;
    int wide = size == 126 ? 2 : size == 127 ? 8 : 0;
    if (SHARED.remaining() < wide) {
      SHARED.reset();
      return false;
    }
    long length = wide == 0 ? size : wide == 2 ? SHARED.getShort() & 0xFFFF : SHARED.getLong();
    if (SHARED.remaining() < length) {
      SHARED.reset();
      return false;
    }
    int end = SHARED.position() + (int) length;
    ByteBuffer payload = SHARED.slice(SHARED.position(), (int) length);
    SHARED.position(end);
    bytes += payload.remaining();
    take(first & 0x0F, (first & 0x40) == 0 ? payload : inflated(payload));
    return true;
  }

  /** RFC 7692, 7.2.2. The next one takes its place. */
  private static ByteBuffer inflated(ByteBuffer payload) throws IOException {
    INFLATER.reset();
    INFLATED.clear();
    try {
      INFLATER.setInput(payload);
      INFLATER.inflate(INFLATED);
      INFLATER.setInput(END.duplicate());
      INFLATER.inflate(INFLATED);
    } catch (DataFormatException e) {
      throw new IOException("bad compression", e);
    }
    return INFLATED.flip();
  }

  private void take(int opcode, ByteBuffer payload) throws IOException {
    switch (opcode) {
      case 1 -> text(payload);
      case 8 -> throw new IOException("closed by the server with " + payload.getShort());
      case 9 -> frame(0x8A, payload);
      default -> {
        // a pong
      }
    }
  }

  private void text(ByteBuffer text) throws IOException {
    if (dialect.greets()) {
      char first = (char) text.get(0);
      if (first == '0') {
        say("40");
        return;
      } else if (first == '2') {
        say("3");
        return;
      } else if (text.remaining() > 1 && text.get(1) == '0') {
        load.ready(this);
        return;
      }
    }
    load.heard(this, text);
  }

  /** Where a text says something, -1 when it does not within its first bytes. */
  static int find(ByteBuffer text, byte[] wanted, int within) {
    int last = Math.min(text.limit(), within) - wanted.length;
    for (int at = 0; at <= last; at++) {
      int i = 0;
      while (i < wanted.length && text.get(at + i) == wanted[i]) {
        i++;
      }
      if (i == wanted.length) {
        return at + i;
      }
    }
    return -1;
  }

  /** The session that a monitor was given; null when the text says nothing of it. */
  static String assigned(ByteBuffer text) {
    int at = find(text, "\"session_id\":".getBytes(StandardCharsets.US_ASCII), 300);
    String rest = StandardCharsets.US_ASCII.decode(text.duplicate()).toString();
    return at < 0 || !rest.contains("session_id_assigned")
        ? null
        : rest.substring(at).split("\"")[1];
  }
}
