package pitwall.endpoint;

import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.Session;
import pitwall.access.Caller;
import pitwall.access.Connections;
import pitwall.access.Proxies;
import pitwall.config.Settings;
import pitwall.container.Channel;
import pitwall.container.Channels;
import pitwall.hub.CloseCode;
import pitwall.message.Rejection;
import pitwall.relay.Peer;
import pitwall.relay.Relay;
import pitwall.relay.Role;

/**
 * What the two WebSocket endpoints have in common: frames in, to the relay, answers out.
 *
 * <p>Public, since servers look for annotated methods on public classes only. The container makes
 * one instance per connection and calls it for one message at a time.
 */
public abstract class PlainEndpoint {
  private static final IncomingDecoder DECODER = new IncomingDecoder();

  @Inject private Relay relay;
  @Inject private Heartbeat heartbeat;
  @Inject private Settings settings;
  @Inject private Channels channels;
  @Inject private Proxies proxies;
  @Inject private Connections connections;

  private final Role role;
  private final String path;
  private final Lifetime lifetime = new Lifetime();
  private Channel channel;
  private PlainConnection connection;
  private Caller caller;
  private Peer peer;
  private int maxFrame;

  PlainEndpoint(Role role, String path) {
    this.role = role;
    this.path = path;
  }

  /** The largest frame that this kind of client may send, in bytes. */
  abstract int maxFrame(Settings settings);

  @OnOpen
  public void open(Session session) {
    maxFrame = maxFrame(settings);
    channel = channels.open(session, new Direct(), maxFrame);
    connection = new PlainConnection(channel);
    caller = proxies.caller(channel.address(), session.isSecure(), Handshake.trail(session));
    try {
      connections.enter(caller.address()); // Admission has looked, but others may have been faster
    } catch (Rejection refusal) {
      connection.close(CloseCode.CROWDED);
      return;
    }
    String baseUrl = caller.baseUrl() + Handshake.contextPath(session, path);
    peer = relay.connect(connection, role, caller.address(), baseUrl);
    heartbeat.watch(connection, peer.outbox());
    lifetime.begin(this::leave);
  }

  @OnMessage
  public void text(Incoming incoming) {
    if (admits()) {
      serve(incoming);
    }
  }

  /** Until the other side has answered the close frame, it may still say something. */
  private boolean admits() {
    if (connection.closedWith() != null) {
      return false;
    }
    connection.heard();
    return relay.admits(peer);
  }

  private void serve(Incoming incoming) {
    if (incoming.largerThan(maxFrame)) {
      peer.outbox().end(CloseCode.TOO_BIG);
      return;
    }
    try {
      if (incoming.refusal() != null) {
        throw incoming.refusal();
      }
      relay.receive(peer, incoming.message());
      if (incoming.id() != null) {
        peer.outbox().offer(PlainFormat.ack(incoming.id()));
      }
    } catch (Rejection refusal) {
      relay.refuse(peer, refusal, incoming.event());
      if (incoming.id() != null) {
        peer.outbox().offer(PlainFormat.ack(incoming.id(), refusal));
      }
    } catch (RuntimeException bug) { // the server would do as it likes with the connection
      relay.broke(peer, bug);
    }
  }

  @OnMessage
  public void binary(byte[] data) {
    if (!admits()) {
      return;
    }
    if (data.length > maxFrame) {
      peer.outbox().end(CloseCode.TOO_BIG);
      return;
    }
    relay.refuse(
        peer, Rejection.invalid("binary frames mean nothing here: expected text, JSON"), null);
  }

  @OnError
  public void error(Throwable thrown) {
    // A broken connection is closed next; what the relay refuses never comes here.
    relay.failed(peer, thrown);
  }

  @OnClose
  public void close(Session session, CloseReason reason) {
    int code = reason.getCloseCode().getCode();
    try {
      code = channel == null ? code : channel.closed(reason);
    } finally {
      lifetime.end(code);
    }
  }

  private void leave(int code) {
    connections.leave(caller.address());
    heartbeat.forget(connection);
    CloseCode ours = connection.closedWith();
    relay.disconnect(peer, ours != null ? ours.reason() : "closed with " + code);
  }

  /** What comes past the container: the same as what it brings. */
  private final class Direct implements Channel.Receiver {
    @Override
    public void text(String text) {
      if (admits()) {
        serve(DECODER.decode(text)); // what is not admitted is not even read
      }
    }

    @Override
    public void binary(byte[] data) {
      PlainEndpoint.this.binary(data);
    }

    @Override
    public void heard() {
      connection.heard();
    }

    @Override
    public void closed(int code) {
      lifetime.end(code);
    }
  }
}
