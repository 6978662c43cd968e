package pitwall.container;

import io.undertow.connector.PooledByteBuffer;
import io.undertow.websockets.core.WebSocketChannel;
import io.undertow.websockets.jsr.UndertowSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.xnio.Buffers;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.conduits.AbstractStreamSinkConduit;
import org.xnio.conduits.ConduitStreamSourceChannel;
import org.xnio.conduits.StreamSinkConduit;
import org.xnio.ssl.SslConnection;

/**
 * The bytes of a connection on WildFly: XNIO's, past Undertow's WebSocket. Seen with WildFly 39.0.1
 * (Undertow 2.3.23, XNIO 3.8.16).
 *
 * <p>Why: Undertow makes a channel, a pooled buffer and several locks of each frame, hands every
 * frame to the connection's own I/O thread to write, and every message to a third thread to be
 * read.
 *
 * <p>How: the read listener of XNIO's connection is replaced while nobody reads, which is until
 * {@code @OnOpen} has returned ({@link UndertowExtension} sees to that); what comes along with the
 * handshake waits until then. Messages are served by the connection's I/O thread. Finished frames
 * are written by whichever thread has one, straight to the kernel; under TLS, whose state one
 * thread alone may touch, by the I/O thread. What Undertow itself still writes, a close frame when
 * the server stops, goes into the same queue, so that it never lands within one of ours. Undertow
 * learns that the connection has ended as ever, and cleans up.
 */
final class XnioLine extends LineWriter {
  // Others of the same I/O thread want to be heard, too.
  private static final int MOST_READS = 8;
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private record Rest(ByteBuffer bytes, Consumer<Throwable> done) {}

  private final UndertowSession session;
  private final WebSocketChannel channel;
  private final StreamConnection connection;
  private final StreamSinkConduit sink;
  private final boolean encrypted;
  private final ClassLoader application;
  private final AtomicReference<Rest> rest = new AtomicReference<>();
  private volatile Reader reader;
  private volatile boolean ended;

  /** Looks for the connection, which Undertow shows to its own heirs only. */
  XnioLine(UndertowSession session) throws ReflectiveOperationException {
    this.session = session;
    channel = session.getWebSocketChannel();
    connection = (StreamConnection) Internals.call(channel, "getUnderlyingConnection");
    sink = connection.getSinkChannel().getConduit();
    encrypted = connection instanceof SslConnection;
    application = Thread.currentThread().getContextClassLoader();
  }

  @Override
  public void open(Reader newReader) throws ReflectiveOperationException {
    if (session.getContainer().isDispatchToWorker()) {
      throw new IllegalAccessException("Undertow may have read from this connection already");
    }
    reader = newReader;
    connection.getSinkChannel().setConduit(new Theirs(sink));
    connection.getSinkChannel().setWriteListener(writable -> room());
    connection.getSourceChannel().setReadListener(this::arrived);
    channel.addCloseTask(closed -> ended());
    if (!connection.isOpen()) {
      ended(); // in this very moment
    }
  }

  private void ended() {
    ended = true;
    settle(rest.get(), new ClosedChannelException());
    reader.ended();
  }

  /** In the connection's I/O thread. */
  private void arrived(ConduitStreamSourceChannel source) {
    if (!channel.isReceivesResumed()) { // @OnOpen has not returned yet
      source.suspendReads();
      return;
    }
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(application);
    boolean open = false; // not after an exception of any kind, a reset by the other side above all
    try (PooledByteBuffer pooled = channel.getBufferPool().allocate()) {
      open = read(source, pooled.getBuffer());
    } catch (IOException e) {
      // Nobody is left to be told.
    } finally {
      thread.setContextClassLoader(before);
      if (!open) {
        IoUtils.safeClose(connection);
      }
    }
  }

  /** Returns false at the end. */
  private boolean read(ConduitStreamSourceChannel source, ByteBuffer buffer) throws IOException {
    for (int i = 0; i < MOST_READS; i++) {
      buffer.clear();
      int length = source.read(buffer);
      if (length <= 0) {
        return length == 0;
      }
      boolean more = encrypted || !buffer.hasRemaining();
      buffer.flip();
      reader.read(buffer);
      if (!more) {
        return true; // the selector tells when something comes
      }
    }
    source.wakeupReads();
    return true;
  }

  @Override
  void writeNow(ByteBuffer bytes) throws IOException {
    if (!encrypted) {
      push(bytes);
    }
  }

  private void push(ByteBuffer bytes) throws IOException {
    try {
      while (bytes.hasRemaining() && sink.write(bytes) > 0) {
        continue; // it may take more
      }
    } catch (IOException e) {
      close(); // no other write will succeed
      throw e;
    }
  }

  @Override
  void writeRest(ByteBuffer bytes, Consumer<Throwable> done) {
    Rest mine = new Rest(bytes, done);
    rest.set(mine);
    if (ended) {
      settle(mine, new ClosedChannelException());
    } else if (encrypted) {
      try {
        connection.getIoThread().execute(this::room);
      } catch (RejectedExecutionException e) { // the server stops
        settle(mine, e);
      }
    } else {
      sink.resumeWrites();
    }
  }

  /** In the connection's I/O thread: the kernel takes bytes again. */
  private void room() {
    sink.suspendWrites(); // first, since what waits may ask for more room at once
    Rest mine = rest.get();
    if (mine == null) {
      return;
    }
    try {
      push(mine.bytes);
      if (mine.bytes.hasRemaining() || !sink.flush()) { // TLS may have them and the kernel not yet
        sink.resumeWrites();
        return;
      }
    } catch (IOException e) {
      settle(mine, e);
      return;
    }
    settle(mine, null);
  }

  private void settle(Rest mine, Throwable failure) {
    if (mine != null && rest.compareAndSet(mine, null)) {
      mine.done.accept(failure);
    }
  }

  @Override
  public void close() {
    try {
      connection.getIoThread().execute(() -> IoUtils.safeClose(connection));
    } catch (RejectedExecutionException e) {
      IoUtils.safeClose(connection);
    }
  }

  /** What Undertow writes. It is told that all is written, which it will be. */
  private final class Theirs extends AbstractStreamSinkConduit<StreamSinkConduit> {
    Theirs(StreamSinkConduit next) {
      super(next);
    }

    @Override
    public int write(ByteBuffer bytes) {
      return (int) write(new ByteBuffer[] {bytes}, 0, 1);
    }

    @Override
    public long write(ByteBuffer[] parts, int from, int count) {
      ByteBuffer copy = ByteBuffer.allocate((int) Buffers.remaining(parts, from, count));
      Buffers.copy(copy, parts, from, count);
      XnioLine.this.write(copy.flip(), failure -> {});
      return copy.capacity();
    }

    @Override
    public int writeFinal(ByteBuffer bytes) throws IOException {
      int length = write(bytes);
      terminateWrites();
      return length;
    }

    @Override
    public long writeFinal(ByteBuffer[] parts, int from, int count) throws IOException {
      long length = write(parts, from, count);
      terminateWrites();
      return length;
    }

    @Override
    public boolean flush() {
      return true;
    }

    @Override
    public void terminateWrites() throws IOException {
      if (isWriteShutdown() || !connection.isOpen()) {
        next.terminateWrites();
      } else {
        XnioLine.this.write(NOTHING, failure -> terminateNow()); // after all that waits
      }
    }

    private void terminateNow() {
      try {
        next.terminateWrites();
        next.flush(); // TLS has a last word of its own
      } catch (IOException e) {
        IoUtils.safeClose(connection);
      }
    }

    /** When writes are to be resumed is the line's affair. */
    @Override
    public void resumeWrites() {}

    @Override
    public void suspendWrites() {}

    @Override
    public void wakeupWrites() {}
  }
}
