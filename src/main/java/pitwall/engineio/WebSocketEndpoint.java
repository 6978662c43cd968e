package pitwall.engineio;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.Session;
import java.util.function.Function;
import pitwall.container.Channel;
import pitwall.container.Channels;

/**
 * The receiving side of one WebSocket connection.
 *
 * <p>Public for the container, which calls it for one message at a time.
 */
public final class WebSocketEndpoint extends Endpoint implements Channel.Receiver {
  private final Function<Session, EngineSession> sessions;
  private final int maxPayload;
  private final Channels channels;
  private Channel channel;
  private volatile EngineSession session;
  private volatile EngineClose lost;
  private WebSocketWire wire;

  WebSocketEndpoint(Function<Session, EngineSession> sessions, int maxPayload, Channels channels) {
    this.sessions = sessions;
    this.maxPayload = maxPayload;
    this.channels = channels;
  }

  @Override
  public void onOpen(Session socket, EndpointConfig config) {
    channel = channels.open(socket, this, maxPayload);
    wire = new WebSocketWire(channel);
    session = sessions.apply(socket);
    if (session == null) { // closed since the servlet looked
      wire.close(EngineClose.NO_SESSION);
      return;
    }
    socket.addMessageHandler(String.class, this::text); // for a channel that does not read itself
    socket.addMessageHandler(byte[].class, this::binary);
    session.attach(wire);
    if (lost != null) { // since a moment, when there was no session to tell
      session.wireLost(wire, lost);
    }
  }

  @Override
  public void text(String text) {
    if (Payload.exceeds(text, maxPayload)) {
      session.wireLost(wire, EngineClose.TOO_LARGE);
      return;
    }
    try {
      session.received(wire, Packet.parse(text));
    } catch (BadPacketException e) {
      session.wireLost(wire, EngineClose.BAD_PACKET);
    }
  }

  @Override
  public void binary(byte[] data) {
    if (data.length > maxPayload) {
      session.wireLost(wire, EngineClose.TOO_LARGE);
    } else {
      session.received(wire, Packet.binary(data));
    }
  }

  @Override
  public void onError(Session socket, Throwable thrown) {
    // A broken connection is closed next; one that is not has only seen a frame too large, say.
  }

  @Override
  public void onClose(Session socket, CloseReason reason) {
    closed(channel == null ? reason.getCloseCode().getCode() : channel.closed(reason));
  }

  /** A pong to what {@link Wire#send} asked; Engine.IO has pings of its own. */
  @Override
  public void heard() {}

  @Override
  public void closed(int code) {
    lost = new EngineClose(code, "closed with " + code);
    EngineSession opened = session;
    if (opened != null) {
      opened.wireLost(wire, lost);
    }
  }
}
