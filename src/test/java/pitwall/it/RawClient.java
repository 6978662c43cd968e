package pitwall.it;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/**
 * A WebSocket client that does only what it is told: reads when asked, answers no ping, forges
 * frames. For what no well-behaved client does.
 */
public final class RawClient implements AutoCloseable {
  public static final int RSV1 = 0x40;
  private static final int MASKED = 0x80;
  private static final int SMALL = 4096; // so that a client that does not read is noticed soon

  /**
   * @param first the frame's first byte: FIN, the reserved bits and the opcode
   */
  public record RawFrame(int first, byte[] payload) {
    /** 1 text, 2 binary, 8 close, 9 ping. */
    public int opcode() {
      return first & 15;
    }

    boolean isCompressed() {
      return (first & RSV1) != 0;
    }

    public String text() {
      return new String(isCompressed() ? inflated() : payload, StandardCharsets.UTF_8);
    }

    /** RFC 7692, 7.2.2. */
    private byte[] inflated() {
      byte[] end = {0, 0, -1, -1, 3, 0}; // what the sender leaves out, and an empty last block
      InputStream all =
          new SequenceInputStream(new ByteArrayInputStream(payload), new ByteArrayInputStream(end));
      try (InputStream in = new InflaterInputStream(all, new Inflater(true))) {
        return in.readAllBytes();
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    public int closeCode() {
      return (payload[0] & 0xff) << 8 | payload[1] & 0xff;
    }

    String closeReason() {
      return new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8);
    }
  }

  private final Socket socket = new Socket();
  private DataInputStream in;
  private final OutputStream out;
  private final Map<String, String> answer = new HashMap<>();

  RawClient(int port, String path) {
    this(port, path, "127.0.0.1");
  }

  /**
   * @param from the loopback address to come from, 127.0.0.1 to 127.255.255.254
   */
  public RawClient(int port, String path, String from) {
    this(port, path, from, "", SMALL);
  }

  /** A client that offers extensions: each text is one header. */
  public static RawClient offering(int port, String path, String... extensions) {
    StringBuilder headers = new StringBuilder();
    for (String offer : extensions) {
      headers.append("Sec-WebSocket-Extensions: ").append(offer).append("\r\n");
    }
    return new RawClient(port, path, "127.0.0.1", headers.toString(), SMALL);
  }

  /** A client that says more of itself: each text is one header. */
  static RawClient saying(int port, String path, String from, String... headers) {
    return new RawClient(port, path, from, String.join("\r\n", headers) + "\r\n", SMALL);
  }

  /** A client that reads quickly once it reads. */
  static RawClient quick(int port, String path) {
    return new RawClient(port, path, "127.0.0.1", "", 256 * 1024);
  }

  private RawClient(int port, String path, String from, String headers, int receiveBuffer) {
    try {
      socket.setTcpNoDelay(true); // else the rest of a frame waits until its header is confirmed
      socket.setReceiveBufferSize(receiveBuffer);
      socket.bind(new InetSocketAddress(from, 0));
      socket.connect(new InetSocketAddress("127.0.0.1", port));
      socket.setSoTimeout(60_000);
      in = new DataInputStream(socket.getInputStream());
      out = socket.getOutputStream();
      String handshake =
          "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n%s\r\n";
      out.write(handshake.formatted(path, port, headers).getBytes(StandardCharsets.US_ASCII));
      String status = line();
      if (!status.contains(" 101 ")) {
        throw new IOException("refused: " + status);
      }
      for (String header = line(); !header.isEmpty(); header = line()) {
        int colon = header.indexOf(':');
        String name = header.substring(0, colon).toLowerCase(Locale.ROOT);
        answer.merge(name, header.substring(colon + 1).strip(), (one, next) -> one + ", " + next);
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

  /** Where it comes from. */
  int port() {
    return socket.getLocalPort();
  }

  /** A header of the server's answer, null if there is none. */
  public String header(String name) {
    return answer.get(name.toLowerCase(Locale.ROOT));
  }

  public void say(String event, String data) {
    frame(1, true, ("{\"event\":\"" + event + "\",\"data\":" + data + '}'));
  }

  public void frame(int opcode, boolean fin, String text) {
    frame(opcode, fin, text.getBytes(StandardCharsets.UTF_8));
  }

  public void frame(int opcode, boolean fin, byte[] payload) {
    try {
      header(opcode, fin, payload.length);
      out.write(payload); // under an all-zero mask
      out.flush();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A compressed text, in two fragments (RFC 7692, 7.2.1). */
  void compressed(String text) {
    byte[] deflated = deflated(text.getBytes(StandardCharsets.UTF_8));
    int half = deflated.length / 2;
    frame(RSV1 | 1, false, Arrays.copyOf(deflated, half));
    frame(0, true, Arrays.copyOfRange(deflated, half, deflated.length));
  }

  public static byte[] deflated(byte[] data) {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    deflater.setInput(data);
    byte[] out = new byte[data.length + 64];
    int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
    deflater.end();
    return Arrays.copyOf(out, length - 4);
  }

  /** Bytes that are no frame, perhaps. */
  void bytes(byte[] bytes) {
    try {
      out.write(bytes);
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
  public RawFrame read() throws IOException {
    int first = in.readUnsignedByte();
    long length = in.readUnsignedByte();
    if (length == 126) {
      length = in.readUnsignedShort();
    } else if (length == 127) {
      length = in.readLong();
    }
    byte[] payload = new byte[(int) length];
    in.readFully(payload);
    return new RawFrame(first, payload);
  }

  /** Reads until a text frame holds that, and answers pings meanwhile. */
  public String readUntil(String wanted) throws IOException {
    return frameWith(wanted).text();
  }

  /** The next text frame that holds that. */
  RawFrame frameWith(String wanted) throws IOException {
    while (true) {
      RawFrame frame = read();
      if (frame.opcode() == 9) {
        frame(10, true, frame.payload());
      } else if (frame.opcode() == 1 && frame.text().contains(wanted)) {
        return frame;
      }
    }
  }

  /** Waits for the server to close the TCP connection. */
  public boolean isEnded() {
    try {
      return in.read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true; // reset
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
