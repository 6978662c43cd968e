package pitwall.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.glassfish.grizzly.Buffer;
import org.glassfish.grizzly.CloseListener;
import org.glassfish.grizzly.CloseReason;
import org.glassfish.grizzly.CloseType;
import org.glassfish.grizzly.Closeable;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.Grizzly;
import org.glassfish.grizzly.attributes.Attribute;
import org.glassfish.grizzly.filterchain.BaseFilter;
import org.glassfish.grizzly.filterchain.FilterChain;
import org.glassfish.grizzly.filterchain.FilterChainBuilder;
import org.glassfish.grizzly.filterchain.FilterChainContext;
import org.glassfish.grizzly.filterchain.NextAction;
import org.glassfish.grizzly.ssl.SSLBaseFilter;

/**
 * Takes what arrives for a {@link GrizzlyLine} off Grizzly's filter chain, below HTTP and above
 * TLS. Everything else, above all that a connection has closed, goes on to the server's filters.
 *
 * <p>Thread-safe. A listener's connections share one chain.
 */
final class GrizzlyFilter extends BaseFilter {
  private static final long ANSWER_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final Attribute<GrizzlyLine> LINE =
      Grizzly.DEFAULT_ATTRIBUTE_BUILDER.createAttribute("pitwall.line");
  private static final Map<FilterChain, FilterChain> CHAINS =
      Collections.synchronizedMap(new WeakHashMap<>());
  private static final Set<Connection<?>> SERVED = ConcurrentHashMap.newKeySet();
  private static final CloseListener<Closeable, CloseType> CLOSED =
      (connection, how) -> release((Connection<?>) connection);

  private GrizzlyFilter() {}

  /** The server's chain with this filter in it. */
  static FilterChain chain(Connection<?> connection) throws ReflectiveOperationException {
    if (!(connection.getProcessor() instanceof FilterChain chain)) {
      throw new ClassNotFoundException("no filter chain but " + connection.getProcessor());
    }
    return CHAINS.computeIfAbsent(chain, GrizzlyFilter::with);
  }

  private static FilterChain with(FilterChain chain) {
    int tls = chain.indexOfType(SSLBaseFilter.class);
    return FilterChainBuilder.stateless()
        .addAll(chain)
        .add(Math.max(tls, 0) + 1, new GrizzlyFilter())
        .build();
  }

  /** Whether a chain has TLS in it. */
  static boolean encrypts(FilterChain chain) {
    return chain.indexOfType(SSLBaseFilter.class) >= 0;
  }

  /**
   * The line is told when the connection closes, even if it has closed already: between its opening
   * and {@link #into} nobody else might notice.
   */
  static void watch(Connection<?> connection, GrizzlyLine line) {
    LINE.set(connection, line);
    SERVED.add(connection);
    connection.addCloseListener(CLOSED);
  }

  /** From now on what arrives goes to the line. To be called while nobody reads. */
  static void into(Connection<?> connection, FilterChain chain) {
    connection.setProcessor(chain);
  }

  /**
   * Closes all connections that have a line: the application stops. Clients have been told so, and
   * who answers within a moment has read all that was on its way, the close frame at its end. The
   * chains stay, in whatever connections still remember what they were read by, but nothing of the
   * application in them.
   */
  static void closeAll() {
    awaitAnswers();
    SERVED.forEach(Connection::terminateSilently);
    CHAINS.values().forEach(GrizzlyFilter::leave);
    CHAINS.clear();
  }

  private static void awaitAnswers() {
    long since = System.nanoTime();
    try {
      while (!SERVED.isEmpty() && System.nanoTime() - since < ANSWER_NANOS) {
        Thread.sleep(10);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** In its place comes one that does nothing: a thread may be on its way through the chain. */
  private static void leave(FilterChain chain) {
    chain.set(chain.indexOfType(GrizzlyFilter.class), new BaseFilter());
  }

  /**
   * Lets go of the line, and of the connection: a recycled request of Payara's holds a closed
   * connection, which would hold all that the line leads to, and by other recycled requests all
   * other closed ones, without end (seen on Payara Micro 6.2025.10: 34 KB for each viewer that ever
   * was, until new ones came).
   */
  private static void release(Connection<?> connection) {
    GrizzlyLine line = LINE.remove(connection);
    SERVED.remove(connection);
    connection.removeCloseListener(CLOSED);
    if (line != null) {
      line.ended();
      forgetCause(connection);
    }
  }

  /**
   * What ended it, a reset say, was thrown while {@link GrizzlyStrategy} was at work, so that its
   * trace would hold the application's classes for as long as the server holds the connection.
   */
  private static void forgetCause(Connection<?> connection) {
    try {
      boolean here = connection.getCloseReason().getType() == CloseType.LOCALLY;
      Internals.set(
          connection,
          "closeReason",
          here ? CloseReason.LOCALLY_CLOSED_REASON : CloseReason.REMOTELY_CLOSED_REASON);
    } catch (ReflectiveOperationException | RuntimeException e) {
      // Another version: the classes go when the connection does.
    }
  }

  /** Whether what arrives on a connection goes to a line. */
  static boolean serves(Connection<?> connection) {
    GrizzlyLine line = LINE.get(connection);
    return line != null && line.isTaken();
  }

  @Override
  public NextAction handleRead(FilterChainContext context) throws IOException {
    GrizzlyLine line = LINE.get(context.getConnection());
    Buffer buffer = context.getMessage();
    try {
      if (line == null) {
        return context.getStopAction(); // it has just closed
      }
      if (buffer.isComposite()) {
        for (ByteBuffer part : buffer.toByteBufferArray().getArray()) {
          if (part == null) {
            break;
          }
          line.arrived(part);
        }
      } else {
        line.arrived(buffer.toByteBuffer());
      }
    } finally {
      buffer.tryDispose();
    }
    return context.getStopAction();
  }

  @Override
  public NextAction handleClose(FilterChainContext context) {
    release(context.getConnection());
    return context.getInvokeAction(); // for the server to clean up, too
  }
}
