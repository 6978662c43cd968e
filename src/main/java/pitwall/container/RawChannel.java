package pitwall.container;

import jakarta.websocket.CloseReason;
import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import pitwall.log.Failures;
import pitwall.websocket.FrameReader;
import pitwall.websocket.Frames;
import pitwall.websocket.ProtocolException;
import pitwall.websocket.TextMessage;

/**
 * WebSocket on the bare connection: finished frames go out as they are, shared by all who get them,
 * and what arrives is taken apart once.
 *
 * <pre>
 *            close(), or the client breaks the protocol            its close frame, or 10 s
 *   OPEN ─────────────────────────────────────────────▶ CLOSING ────────────────────────────▶ ENDED
 *     └─ the client's close frame: answered ─────────────────────────────────────────────────▶ │
 *     └─ the connection breaks ──────────────────────────────────────────────────────────────▶ ┘
 * </pre>
 *
 * <p>The close frame is the last one: it waits for writes that other threads have just begun, and
 * the connection is not closed before it has left.
 *
 * <p>Thread-safe. The lock guards the fields below it and is never held during a write.
 */
final class RawChannel implements Channel {
  /** For a connection without compression. */
  static final int NEVER_COMPRESS = -1;

  private static final Failures FAILURES = Failures.of(RawChannel.class);
  private static final Consumer<Throwable> NOBODY = failure -> {};
  private static final int NO_CODE = 1005;
  private static final int NO_CLOSE_FRAME = 1006;
  // How long a client may take to answer a close frame, in milliseconds.
  private static final long PATIENCE = 10_000;
  // After a violation the client's own close frame is not looked for among bytes without meaning.
  private static final long LITTLE_PATIENCE = 1_000;

  private enum State {
    OPEN,
    CLOSING,
    ENDED
  }

  private final Line line;
  private final String address;
  private final Receiver receiver;
  private final int compressFrom;
  private final ScheduledExecutorService timer;
  private final FrameReader reader;
  private final Confirmations confirmations = new Confirmations();
  private final Pongs pongs;

  private final Object lock = new Object();
  // Guarded by lock:
  private State state = State.OPEN;
  private int endedWith = NO_CLOSE_FRAME;
  private boolean closeSent;
  private boolean answered; // has the client's close frame

  /**
   * @param maxMessage bytes that a message may have, inflated
   * @param compressFrom texts of that many bytes are sent compressed, as was agreed on; or {@link
   *     #NEVER_COMPRESS}
   * @param timer to drop connections on that do not close
   */
  RawChannel(
      Line line,
      String address,
      Receiver receiver,
      int maxMessage,
      int compressFrom,
      ScheduledExecutorService timer) {
    this.line = line;
    this.address = address;
    this.receiver = receiver;
    this.compressFrom = compressFrom;
    this.timer = timer;
    this.pongs = new Pongs(line::write);
    this.reader = new FrameReader(new Frame(), maxMessage, compressFrom != NEVER_COMPRESS);
  }

  /** Begins to read. */
  void open() throws ReflectiveOperationException {
    line.open(new Bytes());
  }

  @Override
  public String address() {
    return address;
  }

  @Override
  public void send(TextMessage message, Consumer<Throwable> done, Runnable confirmed) {
    ByteBuffer frame =
        compressFrom == NEVER_COMPRESS ? message.frame() : message.compressedFrame(compressFrom);
    if (confirmed != null) { // in one write, since a write costs more than a copy
      ByteBuffer ping = Frames.ping(confirmations.ask(confirmed));
      frame = ByteBuffer.allocate(frame.remaining() + ping.remaining()).put(frame).put(ping).flip();
    }
    line.write(frame, done);
  }

  @Override
  public void send(ByteBuffer data, Consumer<Throwable> done) {
    line.write(Frames.binary(data), done);
  }

  @Override
  public long halfwayNanos() {
    return reader.halfwayNanos();
  }

  private boolean isOpen() {
    synchronized (lock) {
      return state == State.OPEN;
    }
  }

  @Override
  public void ping() {
    line.write(Frames.ping(0), NOBODY);
  }

  @Override
  public void close(int code, String reason) {
    close(code, reason, PATIENCE);
  }

  private void close(int code, String reason, long severAfterMillis) {
    if (isOpen()) {
      try {
        severLater(severAfterMillis);
      } finally { // nobody tries again
        sendClose(Frames.close(code, reason));
      }
      tellLater(code);
    }
  }

  /** Who is being closed is no viewer any more, however long the close frame takes to get out. */
  private void tellLater(int code) {
    try {
      timer.execute(() -> receiver.closed(code)); // not here: the receiver may be in the middle
    } catch (RejectedExecutionException | IllegalStateException e) {
      // The application stops, and all connections with it.
    }
  }

  private void sendClose(ByteBuffer frame) {
    synchronized (lock) {
      if (state != State.OPEN) {
        return;
      }
      state = State.CLOSING;
    }
    line.writeLast(frame, this::closeSent);
  }

  private void closeSent(Throwable failure) {
    boolean over;
    synchronized (lock) {
      closeSent = true;
      over = answered;
    }
    if (over) {
      line.close();
    }
  }

  private void severLater(long millis) {
    try {
      timer.schedule(this::sever, millis, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException | IllegalStateException e) {
      // The application stops, and the server closes its connections.
    }
  }

  private void sever() {
    line.close();
    end(NO_CLOSE_FRAME);
  }

  @Override
  public int closed(CloseReason theirs) {
    synchronized (lock) {
      return state == State.ENDED ? endedWith : theirs.getCloseCode().getCode();
    }
  }

  private void end(int code) {
    synchronized (lock) {
      if (state == State.ENDED) {
        return;
      }
      state = State.ENDED;
      endedWith = code;
    }
    receiver.closed(code);
  }

  /** What arrives on the line. */
  private final class Bytes implements Line.Reader {
    @Override
    public void read(ByteBuffer bytes) {
      while (bytes.hasRemaining()) {
        try {
          reader.read(bytes);
        } catch (ProtocolException e) {
          close(e.code(), e.getMessage(), reader.isClosed() ? LITTLE_PATIENCE : PATIENCE);
        } catch (RuntimeException | Error e) { // the receiver's: this connection's failure alone
          FAILURES.add("a message could not be served", e);
          if (!isOpen()) { // again: without memory, say, it would be the same for ever
            reader.abandon();
          }
          close(CloseReason.CloseCodes.UNEXPECTED_CONDITION.getCode(), "internal error");
        }
      }
    }

    @Override
    public void ended() {
      end(NO_CLOSE_FRAME);
    }
  }

  /** What the bytes say. */
  private final class Frame implements FrameReader.Listener {
    @Override
    public void text(String text) {
      if (isOpen()) {
        receiver.text(text);
      }
    }

    @Override
    public void binary(byte[] data) {
      if (isOpen()) {
        receiver.binary(data);
      }
    }

    @Override
    public void ping(byte[] data) {
      receiver.heard();
      if (isOpen()) {
        pongs.answer(data);
      }
    }

    @Override
    public void pong(byte[] data) {
      receiver.heard();
      if (isOpen()) {
        confirmations.answered(ByteBuffer.wrap(data));
      }
    }

    /** RFC 6455, 7.1.1: the server closes TCP first. */
    @Override
    public void close(int code, String reason) {
      int echo = code == NO_CODE ? CloseReason.CloseCodes.NORMAL_CLOSURE.getCode() : code;
      try {
        sendClose(Frames.close(echo, ""));
      } finally {
        boolean over;
        synchronized (lock) {
          answered = true;
          over = closeSent;
        }
        if (over) {
          line.close();
        } else {
          severLater(PATIENCE);
        }
        end(code);
      }
    }
  }
}
