package pitwall.container;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import pitwall.config.Settings;
import pitwall.websocket.Deflate;

/**
 * Opens channels: raw ones where the server lets its bare connections be reached, which is found
 * out by trying, and standard ones everywhere else.
 *
 * <p>Thread-safe.
 */
@ApplicationScoped
public class Channels {
  private static final String EXTENSIONS = "Sec-WebSocket-Extensions";
  private static final String COMPRESSED = "pitwall.compressed";

  private FastPath fastPath;
  private volatile WebSocketHost server = UnknownHost.INSTANCE;
  private int compressFrom;
  private final LongAdder fast = new LongAdder();
  private final LongAdder standard = new LongAdder();

  @Resource private ManagedExecutorService executor;
  @Resource private ManagedScheduledExecutorService timer;

  /** For the container's proxy. */
  protected Channels() {}

  @Inject
  public Channels(Settings settings) {
    fastPath = new FastPath(settings.fastPath());
    compressFrom = settings.compressFrom();
  }

  /**
   * Takes a client's offer to compress, if there is one and this server's connections can be had
   * raw. To be called from within {@code modifyHandshake}.
   *
   * @param userProperties of this one connection (WebSocket 2.1, 3.1.5)
   */
  public void negotiate(
      HandshakeRequest request, HandshakeResponse response, Map<String, Object> userProperties) {
    if (compressFrom < 0 || !fastPath.isOn() || !WebSocketHost.hasLine(request)) {
      return;
    }
    List<String> offers =
        request.getHeaders().entrySet().stream()
            .filter(header -> header.getKey().equalsIgnoreCase(EXTENSIONS))
            .flatMap(header -> header.getValue().stream())
            .toList();
    Optional<String> answer = Deflate.answer(offers);
    if (answer.isPresent()
        && response.getHeaders().keySet().stream().noneMatch(EXTENSIONS::equalsIgnoreCase)) {
      response.getHeaders().put(EXTENSIONS, List.of(answer.get()));
      userProperties.put(COMPRESSED, true);
    }
  }

  /**
   * The channel of a connection that opens. To be called from within {@code @OnOpen}.
   *
   * @param maxMessage bytes that a message may have
   */
  public Channel open(Session session, Channel.Receiver receiver, int maxMessage) {
    WebSocketHost host = WebSocketHost.of(session);
    server = host;
    if (session.getMaxIdleTimeout() > 0) { // saying it again would have Tyrus schedule a timer
      session.setMaxIdleTimeout(0); // pings know better who is gone
    }
    boolean compressed = session.getUserProperties().containsKey(COMPRESSED);
    if (fastPath.isOn() && !host.hasExtensions(session)) {
      try {
        RawChannel channel =
            new RawChannel(
                host.line(session),
                host.address(session),
                receiver,
                maxMessage,
                compressed ? compressFrom : RawChannel.NEVER_COMPRESS,
                timer);
        channel.open();
        fastPath.opened();
        fast.increment();
        return channel;
      } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
        fastPath.failed(e);
      }
    }
    StandardChannel channel = new StandardChannel(session, host, receiver, executor, timer);
    channel.open(maxMessage);
    standard.increment();
    if (compressed) { // was promised for a raw channel, by a server that then had none
      channel.close(1011, "internal error");
    }
    return channel;
  }

  /** How many connections were opened on the server's bare ones. */
  public long openedFast() {
    return fast.sum();
  }

  /** How many were opened by the standard API alone. */
  public long openedStandard() {
    return standard.sum();
  }

  /**
   * The application stops: lets clients read what is on their way, for two seconds at most, and
   * closes what is still open. And once more in the end, since a connection may have come late.
   */
  @PreDestroy
  public void stop() {
    server.stop();
  }
}
