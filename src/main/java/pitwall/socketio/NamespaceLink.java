package pitwall.socketio;

import java.util.List;
import java.util.function.Consumer;
import pitwall.engineio.EngineSession;
import pitwall.engineio.Packet;
import pitwall.websocket.TextMessage;

/**
 * The way to one client in one namespace.
 *
 * <p>Immutable, thread-safe.
 *
 * @param session the client's connection, shared by its namespaces
 * @param id what the client calls itself in this namespace; no secret
 */
public record NamespaceLink(EngineSession session, String namespace, String id) {
  /**
   * Sends a packet that has been put together already.
   *
   * @param wire the packet's text with Engine.IO's digit before it, {@code 42["event",…]}
   * @param completion as in {@link EngineSession#send}
   * @param confirmed as there
   */
  public void send(TextMessage wire, Consumer<Throwable> completion, Runnable confirmed) {
    session.send(Packet.readyMessage(wire), completion, confirmed);
  }

  /** Sends a packet and what is attached to it. */
  public void send(SocketPacket packet, List<byte[]> attachments) {
    session.send(Packet.message(packet.text()), null);
    attachments.forEach(data -> session.send(Packet.binary(data), null));
  }
}
