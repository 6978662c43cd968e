package pitwall.websocket;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.LongSupplier;
import java.util.zip.DataFormatException;
import pitwall.websocket.Deflate.TooLargeException;

/**
 * Takes a client's frames apart, in whatever pieces they arrive.
 *
 * <pre>
 *           2 bytes            up to 12 more            all of the payload
 *   START ───────────▶ HEADER ───────────────▶ PAYLOAD ────────────────────▶ START
 *                                                 │ of a message's last frame: handed over
 *                                                 │ of any other: kept, the next one adds to it
 *                                                 └ of a control frame: handed over at once
 * </pre>
 *
 * <p>What a connection holds between two messages is this object and nothing else: buffers are made
 * to measure and let go. A frame that says that it is larger than any message may be is refused
 * before a byte of it is stored; memory for a large one grows with what has really arrived.
 *
 * <p>RFC 6455, 5. Not thread-safe, but for {@link #halfwayNanos}.
 */
public final class FrameReader {
  /** What the frames say. Called from within {@link FrameReader#read}. May keep the arrays. */
  public interface Listener {
    void text(String text);

    void binary(byte[] data);

    /** Has to be answered with a pong that carries the same data. */
    void ping(byte[] data);

    void pong(byte[] data);

    /**
     * The last frame. Nothing follows.
     *
     * @param code 1005 when it carries none
     */
    void close(int code, String reason);
  }

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final byte[] NOTHING = {};
  private static final int FIRST_PIECE = 16 * 1024;

  private final Listener listener;
  private final int maxMessage;
  private final boolean compressed;
  private final FrameClock clock;

  private final byte[] header = new byte[14];
  private int headerSize;
  private boolean inPayload;
  private int opcode;
  private boolean last;
  private int mask;

  private byte[] payload = NOTHING; // of the frame under way
  private long arrived;
  private long expected;

  private int messageOpcode; // 0: no message under way
  private boolean messageCompressed;
  private byte[] message = NOTHING; // of the frames before this one
  private int messageSize;
  private boolean closed;
  private boolean deaf; // after a message that cannot be taken: looks for the close frame alone

  /**
   * @param maxMessage the bytes that a message may have, inflated
   * @param compressed whether {@code permessage-deflate} was agreed on
   */
  public FrameReader(Listener listener, int maxMessage, boolean compressed) {
    this(listener, maxMessage, compressed, System::nanoTime);
  }

  /**
   * @param nanoTime counts nanoseconds, as {@link System#nanoTime} does
   */
  FrameReader(Listener listener, int maxMessage, boolean compressed, LongSupplier nanoTime) {
    this.clock = new FrameClock(nanoTime);
    this.listener = listener;
    this.maxMessage = maxMessage;
    this.compressed = compressed;
  }

  /**
   * Takes all that has arrived. After an exception what is left of the bytes is to be given to this
   * method once more: messages are skipped from then on, but the client's close frame is found,
   * where frames can still be told apart.
   *
   * @throws ProtocolException the client breaks the protocol; the connection has to be closed
   */
  public void read(ByteBuffer bytes) throws ProtocolException {
    try {
      readFrames(bytes);
    } catch (ProtocolException e) {
      boolean alreadyDeaf = deaf;
      deaf = true;
      message = NOTHING;
      if (alreadyDeaf || !e.isReadable()) {
        closed = true;
        payload = NOTHING;
      }
      if (!alreadyDeaf) {
        throw e;
      }
    }
    if (closed) {
      bytes.position(bytes.limit());
    }
    clock.paused(!closed && (inPayload || headerSize > 0 || messageOpcode != 0));
  }

  /**
   * For how long a message has been on its way of which a part is here, in nanoseconds; 0 when
   * there is none. Any thread.
   */
  public long halfwayNanos() {
    return clock.halfwayNanos();
  }

  private void readFrames(ByteBuffer bytes) throws ProtocolException {
    while (!closed) {
      if (!inPayload && !readHeader(bytes)) {
        return;
      }
      if (!readPayload(bytes)) {
        return;
      }
      inPayload = false;
      headerSize = 0;
      byte[] data = payload;
      payload = NOTHING;
      if (isSkipped()) {
        messageOpcode = last ? 0 : messageOpcode;
        continue;
      }
      unmask(data, mask);
      if (opcode == Frames.PING || opcode == Frames.PONG || !last && data.length == 0) {
        clock.idle();
      }
      if (opcode >= Frames.CLOSE) {
        control(data);
      } else {
        dataFrame(data);
      }
    }
  }

  /** Takes nothing any more and lets go of what it has: the rest of the bytes means nothing. */
  public void abandon() {
    closed = true;
    clock.paused(false);
    payload = NOTHING;
    message = NOTHING;
  }

  /** Whether nothing more is to be expected: the close frame, or bytes without meaning. */
  public boolean isClosed() {
    return closed;
  }

  private boolean isSkipped() {
    return deaf && opcode < Frames.CLOSE;
  }

  private boolean readHeader(ByteBuffer bytes) throws ProtocolException {
    while (headerSize < 2 || headerSize < headerLength()) {
      if (!bytes.hasRemaining()) {
        return false;
      }
      header[headerSize++] = bytes.get();
      if (headerSize == 2) {
        checkStart();
      }
    }
    startPayload();
    return true;
  }

  private int headerLength() {
    return switch (header[1] & 0x7F) {
      case Frames.LENGTH_16 -> 8;
      case Frames.LENGTH_64 -> 14;
      default -> 6;
    };
  }

  /** The first two bytes: 5.2, and 5.1 for the mask. */
  private void checkStart() throws ProtocolException {
    int first = header[0] & 0xFF;
    opcode = first & 0x0F;
    last = (first & Frames.FIN) != 0;
    boolean rsv1 = (first & Frames.RSV1) != 0;
    if ((header[1] & Frames.MASKED) == 0) {
      throw ProtocolException.broken("a client's frames are masked");
    }
    boolean starts = opcode == Frames.TEXT || opcode == Frames.BINARY;
    if ((first & 0x30) != 0 || rsv1 && !(compressed && starts)) {
      throw ProtocolException.broken("a reserved bit that was not agreed on");
    }
    if (starts) {
      if (messageOpcode != 0) {
        throw ProtocolException.broken("a message within a message");
      }
      messageOpcode = opcode;
      messageCompressed = rsv1;
    } else if (opcode == Frames.CONTINUATION) {
      if (messageOpcode == 0) {
        throw ProtocolException.broken("a continuation of nothing");
      }
    } else if (opcode < Frames.CLOSE || opcode > Frames.PONG) {
      throw ProtocolException.broken("an unknown opcode");
    } else if (!last || (header[1] & 0x7F) > Frames.MAX_CONTROL) {
      throw ProtocolException.broken("a control frame that is fragmented or too long");
    }
  }

  private void startPayload() throws ProtocolException {
    int size = headerLength();
    long length =
        switch (size) {
          case 6 -> header[1] & 0x7F;
          case 8 -> (header[2] & 0xFF) << 8 | header[3] & 0xFF;
          default -> (long) LONGS.get(header, 2);
        };
    if (length < 0) {
      throw ProtocolException.broken("a length with its highest bit set");
    }
    expected = length;
    arrived = 0;
    mask = (int) INTS.get(header, size - 4);
    inPayload = true;
    if (length > maxMessage - messageSize && opcode < Frames.CLOSE && !deaf) {
      throw ProtocolException.tooBig();
    }
  }

  private boolean readPayload(ByteBuffer bytes) {
    int more = (int) Math.min(expected - arrived, bytes.remaining());
    if (isSkipped()) {
      bytes.position(bytes.position() + more);
    } else {
      store(bytes, (int) arrived, more);
    }
    arrived += more;
    return arrived == expected;
  }

  private void store(ByteBuffer bytes, int at, int more) {
    int needed = at + more;
    if (payload.length < needed) {
      long room = needed == expected ? needed : Math.max(FIRST_PIECE, 2L * needed);
      payload = Arrays.copyOf(payload, (int) Math.min(expected, room)); // at last to measure
    }
    bytes.get(payload, at, more);
  }

  private void dataFrame(byte[] data) throws ProtocolException {
    if (!last || messageSize > 0) {
      append(data);
    }
    if (!last) {
      return;
    }
    byte[] whole = messageSize > 0 ? message : data;
    int length = messageSize > 0 ? messageSize : data.length;
    int kind = messageOpcode;
    message = NOTHING;
    messageSize = 0;
    messageOpcode = 0;
    if (messageCompressed) {
      whole = inflate(whole, length);
      length = whole.length;
    }
    clock.message();
    if (kind == Frames.TEXT) {
      listener.text(text(whole, 0, length));
    } else {
      listener.binary(whole.length == length ? whole : Arrays.copyOf(whole, length));
    }
  }

  /** Doubles the room each time, so that a megabyte in frames of one byte is no work either. */
  private void append(byte[] data) {
    int size = messageSize + data.length;
    if (message.length < size) {
      int room = (int) Math.min(maxMessage, 2L * messageSize);
      message = Arrays.copyOf(message, Math.max(size, room));
    }
    System.arraycopy(data, 0, message, messageSize, data.length);
    messageSize = size;
  }

  private byte[] inflate(byte[] data, int length) throws ProtocolException {
    try {
      return Deflate.inflate(data, length, maxMessage);
    } catch (TooLargeException e) {
      throw ProtocolException.tooBig();
    } catch (DataFormatException e) {
      throw ProtocolException.badData("no deflated data");
    }
  }

  private void control(byte[] data) throws ProtocolException {
    switch (opcode) {
      case Frames.PING -> listener.ping(data);
      case Frames.PONG -> listener.pong(data);
      default -> {
        closed = true;
        if (data.length == 0) {
          listener.close(1005, "");
          return;
        }
        int code = data.length == 1 ? 0 : (data[0] & 0xFF) << 8 | data[1] & 0xFF;
        if (!isCode(code)) {
          throw ProtocolException.broken("a close code that may not be sent");
        }
        listener.close(code, text(data, 2, data.length - 2));
      }
    }
  }

  /** 7.4: what may stand in a close frame. */
  private static boolean isCode(int code) {
    return code >= 1000 && code <= 1014 && code != 1004 && code != 1005 && code != 1006
        || code >= 3000 && code <= 4999;
  }

  /** 8.1: text is UTF-8. The JDK's fast decoder mends what is not, and leaves a trace of that. */
  private static String text(byte[] data, int from, int length) throws ProtocolException {
    String text = new String(data, from, length, StandardCharsets.UTF_8);
    if (text.indexOf('\uFFFD') < 0) {
      return text;
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(data, from, length))
          .toString();
    } catch (CharacterCodingException e) {
      throw ProtocolException.badData("text that is no UTF-8");
    }
  }

  /** 5.3, eight bytes at a time. */
  private static void unmask(byte[] data, int mask) {
    int length = data.length;
    long wide = (long) mask << 32 | mask & 0xFFFF_FFFFL;
    int i = 0;
    for (; i <= length - 8; i += 8) {
      LONGS.set(data, i, (long) LONGS.get(data, i) ^ wide);
    }
    for (int shift = 24; i < length; i++, shift = (shift - 8) & 31) {
      data[i] ^= (byte) (mask >>> shift);
    }
  }
}
