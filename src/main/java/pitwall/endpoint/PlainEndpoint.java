package pitwall.endpoint;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import jakarta.websocket.CloseReason;
import jakarta.websocket.OnClose;
import jakarta.websocket.OnError;
import jakarta.websocket.OnMessage;
import jakarta.websocket.OnOpen;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import pitwall.config.Settings;
import pitwall.container.WebSocketHost;
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
  @Inject private Relay relay;
  @Inject private Heartbeat heartbeat;
  @Inject private Settings settings;
  @Resource private ManagedExecutorService executor;
  @Resource private ManagedScheduledExecutorService timer;

  private final Role role;
  private final String path;
  private WebSocketHost host;
  private PlainConnection connection;
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
    session.setMaxTextMessageBufferSize(maxFrame);
    session.setMaxBinaryMessageBufferSize(maxFrame);
    session.setMaxIdleTimeout(0); // the heartbeat knows better who is gone
    host = WebSocketHost.of(session);
    host.boundQueue(session, WebSocketHost.QUEUE_BYTES);
    connection = new PlainConnection(session, host, executor, timer, () -> ended("severed"));
    peer = relay.connect(connection, role, host.address(session), Handshake.baseUrl(session, path));
    heartbeat.watch(connection, peer.outbox());
  }

  @OnMessage
  public void text(Incoming incoming) {
    if (isEnding()) {
      return;
    }
    connection.heard();
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
    if (isEnding()) {
      return;
    }
    connection.heard();
    if (data.length > maxFrame) {
      peer.outbox().end(CloseCode.TOO_BIG);
      return;
    }
    relay.refuse(
        peer, Rejection.invalid("binary frames mean nothing here: expected text, JSON"), null);
  }

  /** Until the other side has answered the close frame, it may still say something. */
  private boolean isEnding() {
    return connection.closedWith() != null;
  }

  @OnMessage
  public void pong(PongMessage pong) {
    connection.heard();
  }

  @OnError
  public void error(Throwable thrown) {
    // A broken connection is closed next; what the relay refuses never comes here.
    relay.failed(peer, thrown);
  }

  @OnClose
  public void close(Session session, CloseReason reason) {
    CloseReason theirs = reason;
    try {
      theirs = host.explain(session, reason);
    } finally {
      ended("closed with " + theirs.getCloseCode().getCode());
    }
  }

  private void ended(String how) {
    if (peer == null) {
      return;
    }
    heartbeat.forget(connection);
    CloseCode ours = connection.closedWith();
    relay.disconnect(peer, ours != null ? ours.reason() : how);
  }
}
