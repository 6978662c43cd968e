package pitwall.it;

import java.io.DataInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.locks.LockSupport;

/**
 * A WebSocket client that does only what it is told: reads when asked, answers no ping, forges
 * frames. For what no well-behaved client does.
 */
final class RawClient implements AutoCloseable {
  private static final int MASKED = 0x80;

  /**
   * @param opcode 1 text, 2 binary, 8 close, 9 ping
   */
  record RawFrame(int opcode, byte[] payload) {
    String text() {
      return new String(payload, StandardCharsets.UTF_8);
    }

    int closeCode() {
      return (payload[0] & 0xff) << 8 | payload[1] & 0xff;
    }

    String closeReason() {
      return new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
    }
  }

  private final Socket socket = new Socket();
  private DataInputStream in;
  private final OutputStream out;

  RawClient(int port, String path) {
    this(port, path, "127.0.0.1");
  }

  /**
   * @param from the loopback address to come from, 127.0.0.1 to 127.255.255.254
   */
  RawClient(int port, String path, String from) {
    try {
      socket.setReceiveBufferSize(4096); // so that a client that does not read is noticed soon
      socket.bind(new InetSocketAddress(from, 0));
      socket.connect(new InetSocketAddress("127.0.0.1", port));
      socket.setSoTimeout(60_000);
      in = new DataInputStream(socket.getInputStream());
      out = socket.getOutputStream();
      String handshake =
          "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n";
      out.write(handshake.formatted(path, port).getBytes(StandardCharsets.US_ASCII));
      String status = line();
      if (!status.contains(" 101 ")) {
        throw new IOException("refused: " + status);
      }
      while (!line().isEmpty()) {
        continue;
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("closed in the handshake");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  void say(String event, String data) {
    frame(1, true, ("{\"event\":\"" + event + "\",\"data\":" + data + '}'));
  }

  void frame(int opcode, boolean fin, String text) {
    frame(opcode, fin, text.getBytes(StandardCharsets.UTF_8));
  }

  void frame(int opcode, boolean fin, byte[] payload) {
    try {
      header(opcode, fin, payload.length);
      out.write(payload); // under an all-zero mask
      out.flush();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Only the header of a frame: what follows may never come. */
  void header(int opcode, boolean fin, long length) throws IOException {
    out.write((fin ? 0x80 : 0) | opcode);
    if (length < 126) {
      out.write(MASKED | (int) length);
    } else if (length < 65536) {
      out.write(MASKED | 126);
      out.write((int) length >> 8);
      out.write((int) length);
    } else {
      out.write(MASKED | 127);
      for (int shift = 56; shift >= 0; shift -= 8) {
        out.write((int) (length >> shift));
      }
    }
    out.write(new byte[4]);
  }

  /** Reads the next frame; waits for it for a minute at most. */
  RawFrame read() throws IOException {
    int opcode = in.readUnsignedByte() & 15;
    long length = in.readUnsignedByte();
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = in.readLong();
    }
    byte[] payload = new byte[(int) length];
    in.readFully(payload);
    return new RawFrame(opcode, payload);
  }

  /** Reads until a text frame holds that. */
  String readUntil(String wanted) throws IOException {
    while (true) {
      RawFrame frame = read();
      if (frame.opcode() == 1 && frame.text().contains(wanted)) {
        return frame.text();
      }
    }
  }

  /** Ends the TCP connection without a close frame. */
  void abort() {
    close();
  }

  /** From now on reads so many bytes a second, as a phone's link would let through. */
  void throttle(int bytesPerSecond) {
    in = new DataInputStream(new SlowStream(in, bytesPerSecond));
  }

  private static final class SlowStream extends FilterInputStream {
    private final int bytesPerSecond;

    SlowStream(InputStream fast, int bytesPerSecond) {
      super(fast);
      this.bytesPerSecond = bytesPerSecond;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
      int read = super.read(into, from, Math.min(length, Math.max(1, bytesPerSecond / 10)));
      LockSupport.parkNanos(1_000_000_000L * Math.max(read, 0) / bytesPerSecond);
      return read;
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
