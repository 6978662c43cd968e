package pitwall.container;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.glassfish.grizzly.Connection;
import org.glassfish.grizzly.IOEvent;
import org.glassfish.grizzly.IOStrategy;
import org.glassfish.grizzly.Transport;
import org.glassfish.grizzly.nio.NIOTransport;
import org.glassfish.grizzly.strategies.SameThreadIOStrategy;
import org.glassfish.grizzly.threadpool.ThreadPoolConfig;

/**
 * Reads a {@link GrizzlyLine} on the thread that has found it readable, and leaves all other
 * connections to the listener's own strategy, which hands each to a worker: that hand-over, and
 * asking the selector to look again afterwards, cost more than all that is done with a message.
 * Nothing behind a line blocks.
 *
 * <p>Takes the strategy's place in a listener with its first line, and gives it back when the
 * application stops.
 *
 * <p>Thread-safe.
 */
final class GrizzlyStrategy implements IOStrategy {
  private static final Set<GrizzlyStrategy> INSTALLED = ConcurrentHashMap.newKeySet();

  private final NIOTransport transport;
  private final IOStrategy others;

  private GrizzlyStrategy(NIOTransport transport, IOStrategy others) {
    this.transport = transport;
    this.others = others;
  }

  /** Takes its place in a connection's listener, unless it has it. */
  static void install(Connection<?> connection) throws ReflectiveOperationException {
    if (!(connection.getTransport() instanceof NIOTransport transport)) {
      throw new ClassNotFoundException("no selectors in " + connection.getTransport());
    }
    synchronized (transport) {
      if (transport.getIOStrategy() instanceof GrizzlyStrategy) {
        return;
      }
      GrizzlyStrategy strategy = new GrizzlyStrategy(transport, transport.getIOStrategy());
      INSTALLED.add(strategy);
      transport.setIOStrategy(strategy);
    }
  }

  /** Gives all places back: the application stops. */
  static void uninstallAll() {
    INSTALLED.forEach(GrizzlyStrategy::uninstall);
    INSTALLED.clear();
  }

  private void uninstall() {
    synchronized (transport) {
      if (transport.getIOStrategy() == this) { // else somebody has taken it since
        transport.setIOStrategy(others);
      }
    }
  }

  private IOStrategy of(Connection<?> connection) {
    return GrizzlyFilter.serves(connection) ? SameThreadIOStrategy.getInstance() : others;
  }

  @Override
  @SuppressWarnings("rawtypes") // as Grizzly declares it
  public boolean executeIoEvent(Connection connection, IOEvent event) throws IOException {
    return of(connection).executeIoEvent(connection, event);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public boolean executeIoEvent(Connection connection, IOEvent event, boolean enabled)
      throws IOException {
    return of(connection).executeIoEvent(connection, event, enabled);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public Executor getThreadPoolFor(Connection connection, IOEvent event) {
    return of(connection).getThreadPoolFor(connection, event);
  }

  @Override
  @SuppressWarnings("rawtypes")
  public ThreadPoolConfig createDefaultWorkerPoolConfig(Transport ofTransport) {
    return others.createDefaultWorkerPoolConfig(ofTransport);
  }
}
