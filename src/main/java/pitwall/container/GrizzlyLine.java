package pitwall.container;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.websocket.Session;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.EmptyCompletionHandler;
import org.glassfish.grizzly.WriteResult;
import org.glassfish.grizzly.filterchain.FilterChain;
import org.glassfish.grizzly.memory.Buffers;
import org.glassfish.grizzly.nio.NIOConnection;

/**
 * The bytes of a connection on Payara and GlassFish: Grizzly's, past Catalina and Tyrus. Seen with
 * Payara Micro 6.2025.10 (Grizzly 4.0.2.payara-p2, Tyrus 2.1.5.payara-p2).
 *
 * <p>Why: Tyrus schedules an idle timer for every message in and out, whatever the time-out is,
 * encodes each text once per viewer, one character at a time, and gets what arrives from Catalina,
 * which wraps each arrival into events, traces and locks.
 *
 * <p>How: bytes are written to the socket, or to Grizzly's connection when TLS is in the way, or
 * when the socket takes no more at the moment. To read, {@link GrizzlyFilter} is put before the
 * HTTP filters. That may only happen while nobody reads, or bytes would be lost between the old way
 * and the new: so at first Tyrus's input stream is replaced by one that hands over what comes that
 * way, and when the server's thread asks it whether there is more, which is when all that came has
 * been taken and nothing can come before it is answered, the filter is put in.
 */
final class GrizzlyLine extends LineWriter {
  private final AtomicReference<Object> upgradeHandler; // until the end: it holds its request
  private final Connection<SocketAddress> connection;
  private final FilterChain chain;
  private final SocketChannel socket; // null when the bytes have to go through TLS
  private final ClassLoader application;
  private volatile ServletInputStream stream; // Tyrus's own
  private volatile Reader reader;
  private volatile boolean taken;

  /** Looks for the connection, which is seven objects below the session. */
  GrizzlyLine(Session session) throws ReflectiveOperationException {
    Object handler = upgradeHandler(session);
    upgradeHandler = new AtomicReference<>(handler);
    connection = connection(handler);
    chain = GrizzlyFilter.chain(connection);
    socket =
        connection instanceof NIOConnection nio
                && nio.getChannel() instanceof SocketChannel channel
                && !GrizzlyFilter.encrypts(chain)
            ? channel
            : null;
    application = Thread.currentThread().getContextClassLoader();
  }

  private static Object upgradeHandler(Session session) throws ReflectiveOperationException {
    Object socket = Internals.field(session.getAsyncRemote(), "webSocket");
    Object writer = Internals.field(Internals.field(socket, "protocolHandler"), "writer");
    Object proxy = Internals.field(writer, "tyrusHttpUpgradeHandler");
    return Internals.field(proxy, "handler");
  }

  @SuppressWarnings("unchecked") // Grizzly's connections are to socket addresses
  private static Connection<SocketAddress> connection(Object upgradeHandler)
      throws ReflectiveOperationException {
    Object upgraded = Internals.call(upgradeHandler, "getWebConnection");
    Object response = Internals.call(Internals.field(upgraded, "response"), "getCoyoteResponse");
    Object context = Internals.call(Internals.call(response, "getRequest"), "getContext");
    return (Connection<SocketAddress>) Internals.call(context, "getConnection");
  }

  /** Grizzly's connection under a session. */
  static Connection<?> connection(Session session) throws ReflectiveOperationException {
    return connection(upgradeHandler(session));
  }

  @Override
  public void open(Reader newReader) throws ReflectiveOperationException {
    Object handler = upgradeHandler.get();
    stream = (ServletInputStream) Internals.field(handler, "is");
    if (stream == null) {
      throw new NoSuchFieldException("the upgraded connection has no input stream (yet)");
    }
    reader = newReader;
    GrizzlyStrategy.install(connection);
    Internals.set(handler, "is", new Detour());
    GrizzlyFilter.watch(connection, this);
  }

  /** Whether what arrives comes past the server. */
  boolean isTaken() {
    return taken;
  }

  @Override
  void writeNow(ByteBuffer bytes) throws IOException {
    if (socket != null) {
      socket.write(bytes);
    }
  }

  /** Grizzly's queue is empty: what this line writes is the only thing that ever is in it. */
  @Override
  void writeRest(ByteBuffer bytes, Consumer<Throwable> done) {
    connection.write(Buffers.wrap(connection.getMemoryManager(), bytes), new Written(done));
  }

  /** Not {@code closeSilently}, which waits until all that is queued has been read. */
  @Override
  public void close() {
    connection.terminateSilently();
  }

  /**
   * The connection has closed. Called by the filter. Payara's objects outlive their connection, and
   * with it the application: nothing of ours stays in them.
   */
  void ended() {
    reader.ended();
    Object handler = upgradeHandler.getAndSet(null);
    if (handler != null) {
      try {
        Internals.set(handler, "is", stream);
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("it could be set when the line was opened", e);
      }
    }
  }

  /** Called by the filter. */
  void arrived(ByteBuffer bytes) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(application);
    try {
      reader.read(bytes);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  private static final class Written
      extends EmptyCompletionHandler<WriteResult<Buffer, SocketAddress>> {
    private final Consumer<Throwable> done;

    Written(Consumer<Throwable> done) {
      this.done = done;
    }

    @Override
    public void completed(WriteResult<Buffer, SocketAddress> result) {
      done.accept(null);
    }

    @Override
    public void failed(Throwable failure) {
      done.accept(failure);
    }

    @Override
    public void cancelled() {
      done.accept(new IOException("the write was cancelled"));
    }
  }

  /** Tyrus's way to what arrives, as long as Tyrus is asked to read. */
  private final class Detour extends ServletInputStream {
    /** Tyrus asks this first: what is there is taken past it. */
    @Override
    public int available() throws IOException {
      take();
      return 1; // 0 would mean 16 KB
    }

    @Override
    public int read(byte[] into, int from, int length) {
      return 0; // it has been taken
    }

    @Override
    public int read() {
      return -1;
    }

    private void take() throws IOException {
      while (stream.available() > 0) {
        byte[] bytes = new byte[stream.available()];
        int length = stream.read(bytes);
        if (length <= 0) {
          return;
        }
        reader.read(ByteBuffer.wrap(bytes, 0, length));
      }
    }

    /** Nothing is read by anyone until the stream has been asked; after that, by the filter. */
    @Override
    public boolean isReady() {
      taken = true;
      GrizzlyFilter.into(connection, chain);
      try {
        while (stream.isReady()) {
          take();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return false;
    }

    @Override
    public boolean isFinished() {
      return stream.isFinished();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      stream.setReadListener(listener);
    }
  }
}
