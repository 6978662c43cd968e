package pitwall.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import pitwall.config.Settings;
import pitwall.message.Code;
import pitwall.message.Rejection;

/**
 * How many connections there are, over all transports, and how many of them from one address.
 *
 * <p>Thread-safe.
 */
@ApplicationScoped
public class Connections {
  private final AtomicInteger all = new AtomicInteger();
  private final ConcurrentHashMap<String, Integer> byAddress = new ConcurrentHashMap<>();
  private Proxies proxies;
  private int most;
  private int mostPerAddress;

  /** For the container's proxy. */
  protected Connections() {}

  @Inject
  public Connections(Settings settings, Proxies proxies) {
    this.proxies = proxies;
    this.most = settings.access().maxConnections();
    this.mostPerAddress = settings.access().maxConnectionsPerAddress();
  }

  /**
   * One more. {@link #leave} must follow, unless this throws.
   *
   * @param address where it comes from, empty when that is unknown
   * @throws Rejection {@code server_busy}, or {@code rate_limited} when it is one too many from
   *     there
   */
  public void enter(String address) throws Rejection {
    if (all.incrementAndGet() > most) {
      all.decrementAndGet();
      throw busy();
    }
    String name = Addresses.countable(address, proxies);
    if (name != null && byAddress.merge(name, 1, Integer::sum) > mostPerAddress) {
      leave(address);
      throw tooMany();
    }
  }

  /** A connection from there has ended. */
  public void leave(String address) {
    all.decrementAndGet();
    String name = Addresses.countable(address, proxies);
    if (name != null) {
      byAddress.computeIfPresent(name, (key, count) -> count > 1 ? count - 1 : null);
    }
  }

  /**
   * Whether one more would do, without counting it.
   *
   * @throws Rejection as {@link #enter} would
   */
  public void check(String address) throws Rejection {
    if (all.get() >= most) {
      throw busy();
    }
    String name = Addresses.countable(address, proxies);
    if (name != null && byAddress.getOrDefault(name, 0) >= mostPerAddress) {
      throw tooMany();
    }
  }

  /** How many there are. */
  public int size() {
    return all.get();
  }

  private Rejection busy() {
    return new Rejection(
        Code.SERVER_BUSY, "this relay has " + most + " connections, its most: try again later");
  }

  private Rejection tooMany() {
    return new Rejection(
        Code.RATE_LIMITED,
        "there are " + mostPerAddress + " connections from this address, the most: close some");
  }
}
