package pitwall.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import pitwall.config.Network;
import pitwall.config.Settings;

/**
 * Finds out who asks when a proxy asks in its name: who the proxies are is a setting, and nobody
 * else's word counts.
 *
 * <p>Each proxy adds the address that it was asked from at the end, so the way is walked from there
 * for as long as it leads through proxies that are known: the right-most other address is the
 * client's. Where {@code Forwarded} and {@code X-Forwarded-For} tell of two clients, the proxy
 * writes the one and passes on what the client wrote into the other: then neither is believed, and
 * the client counts as the proxy.
 *
 * <p>Thread-safe.
 */
@ApplicationScoped
public class Proxies {
  private static final Logger LOG = System.getLogger(Proxies.class.getName());
  private static final String HOST =
      "[A-Za-z0-9._-]{1,253}(:\\d{1,5})?|\\[[0-9a-fA-F:.]{2,45}](:\\d{1,5})?";

  private final AtomicBoolean warned = new AtomicBoolean();
  private List<Network> trusted = List.of();

  /** For the container's proxy. */
  protected Proxies() {}

  @Inject
  public Proxies(Settings settings) {
    trusted = settings.access().trustedProxies();
  }

  /**
   * Who asks. Whatever the headers hold, this does not throw.
   *
   * @param remote the other end of the connection, empty when the server does not tell
   * @param secure whether that connection is by TLS
   */
  public Caller caller(String remote, boolean secure, Trail trail) {
    String scheme = secure ? "https" : "http";
    String host = isHost(trail.host()) ? trail.host() : "localhost";
    if (!isTrusted(remote)) {
      warnOf(trail, remote);
      return new Caller(remote, scheme, host);
    }
    List<Map<String, String>> hops = Forwarded.read(trail.forwarded());
    Map<String, String> first = hops == null || hops.isEmpty() ? Map.of() : hops.get(0);
    String proto = or(firstOf(trail.forwardedProto()), first.get("proto"));
    String name = or(firstOf(trail.forwardedHost()), first.get("host"));
    return new Caller(
        client(remote, hops, trail),
        isScheme(proto) ? proto.toLowerCase(Locale.ROOT) : scheme,
        isHost(name) ? name : host);
  }

  private String client(String proxy, List<Map<String, String>> hops, Trail trail) {
    if (hops == null) {
      return proxy;
    }
    List<String> standard = hops.stream().map(hop -> hop.getOrDefault("for", "unknown")).toList();
    List<String> usual =
        trail.forwardedFor().stream()
            .flatMap(line -> Stream.of(line.split(",", -1)))
            .map(String::strip)
            .toList();
    if (standard.isEmpty()) {
      return rightmostOther(proxy, usual);
    }
    String client = rightmostOther(proxy, standard);
    return usual.isEmpty() || client.equals(rightmostOther(proxy, usual)) ? client : proxy;
  }

  private String rightmostOther(String proxy, List<String> way) {
    String client = proxy;
    for (int i = way.size() - 1; i >= 0; i--) {
      byte[] hop = Network.bytes(withoutPort(way.get(i)));
      if (hop == null) {
        return client; // "unknown", a made-up name, or nonsense: whoever wrote it is the client
      }
      client = text(hop);
      if (!isTrusted(hop)) {
        return client;
      }
    }
    return client;
  }

  /** {@code 192.0.2.1:4711} and {@code [2001:db8::1]:4711} become addresses. */
  private static String withoutPort(String hop) {
    if (hop.startsWith("[")) {
      int end = hop.indexOf(']');
      return end < 0 ? "" : hop.substring(1, end);
    }
    int colon = hop.indexOf(':');
    boolean one = colon >= 0 && colon == hop.lastIndexOf(':');
    return one ? hop.substring(0, colon) : hop;
  }

  private static String text(byte[] address) {
    try {
      return InetAddress.getByAddress(address).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e); // 4 or 16 bytes are always an address
    }
  }

  /** Whether an address is one of the proxies'. */
  boolean isTrusted(String address) {
    byte[] bytes = trusted.isEmpty() ? null : Network.bytes(address);
    return bytes != null && isTrusted(bytes);
  }

  private boolean isTrusted(byte[] address) {
    return trusted.stream().anyMatch(network -> network.contains(address));
  }

  private void warnOf(Trail trail, String remote) {
    if (trail.namesAClient() && warned.compareAndSet(false, true)) {
      LOG.log(
          Level.WARNING,
          "{0} says that it speaks for somebody else: if that is a proxy of yours, name it in"
              + " pitwall.trusted-proxies; else never mind (said once)",
          remote.isEmpty() ? "a client" : remote);
    }
  }

  private static String firstOf(String list) {
    return list == null ? null : list.split(",", 2)[0].strip();
  }

  private static String or(String one, String other) {
    return one != null ? one : other;
  }

  private static boolean isScheme(String text) {
    return text != null && (text.equalsIgnoreCase("http") || text.equalsIgnoreCase("https"));
  }

  private static boolean isHost(String text) {
    return text != null && text.matches(HOST);
  }
}
