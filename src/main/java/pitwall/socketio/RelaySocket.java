package pitwall.socketio;

import java.util.List;
import java.util.function.Consumer;
import pitwall.engineio.EngineClose;
import pitwall.hub.CloseCode;
import pitwall.hub.Frame;
import pitwall.hub.Transport;
import pitwall.hub.Viewer;
import pitwall.hub.WireFormat;
import pitwall.message.Envelope;
import pitwall.message.MessageJson;
import pitwall.message.Rejection;
import pitwall.relay.Peer;
import pitwall.relay.Relay;
import pitwall.relay.Role;

/**
 * One Socket.IO client of the relay: its events to the relay, the relay's frames to it. There is
 * one path for all of them, so a client may publish and watch.
 *
 * <p>Events come one at a time; the rest is thread-safe.
 */
final class RelaySocket implements SocketHandler, Viewer {
  private final NamespaceLink link;
  private final Relay relay;
  private Peer peer;

  private RelaySocket(NamespaceLink link, Relay relay) {
    this.link = link;
    this.relay = relay;
  }

  /** The relay as the purpose of the main namespace, and the only one. */
  static SocketApplication serving(Relay relay) {
    return new SocketApplication() {
      @Override
      public boolean knows(String namespace) {
        return namespace.equals(SocketPacket.MAIN);
      }

      @Override
      public SocketHandler connected(NamespaceLink link, String auth) {
        RelaySocket socket = new RelaySocket(link, relay);
        socket.peer =
            relay.connect(
                socket,
                Role.MONITOR,
                link.session().client().address(),
                link.session().client().baseUrl());
        return socket;
      }
    };
  }

  @Override
  public void event(SocketPacket packet, List<byte[]> attachments) {
    if (!relay.admits(peer)) {
      return;
    }
    String event = null;
    try {
      Envelope envelope = Envelope.readArguments(packet.data());
      event = envelope.event();
      if (packet.type() == SocketPacket.Type.BINARY_EVENT) {
        throw Rejection.invalid("binary data mean nothing here: expected JSON alone");
      }
      relay.receive(peer, MessageJson.bind(envelope));
      if (packet.id() != null) {
        peer.outbox().offer(SocketFormat.ack(packet.id()));
      }
    } catch (Rejection refusal) {
      relay.refuse(peer, refusal, event);
      if (packet.id() != null) {
        peer.outbox().offer(SocketFormat.ack(packet.id(), refusal));
      }
    } catch (RuntimeException bug) {
      relay.broke(peer, bug);
    }
  }

  @Override
  public void idle() {
    relay.admits(peer); // counts
  }

  @Override
  public void disconnected(String reason) {
    relay.disconnect(peer, reason);
  }

  @Override
  public WireFormat format() {
    return SocketFormat.SOCKET_IO;
  }

  @Override
  public Transport transport() {
    return link.session().isPolling() ? Transport.SOCKETIO_POLLING : Transport.SOCKETIO_WEBSOCKET;
  }

  @Override
  public void send(Frame frame, Consumer<Throwable> completion, Runnable confirmed) {
    link.send(frame.text(SocketFormat.SOCKET_IO), completion, confirmed);
  }

  @Override
  public void close(CloseCode code) {
    link.session().close(new EngineClose(code.code(), code.reason()));
  }
}
