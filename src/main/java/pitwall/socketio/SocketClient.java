package pitwall.socketio;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import pitwall.engineio.BadPacketException;
import pitwall.engineio.EngineApplication;
import pitwall.engineio.EngineClose;
import pitwall.engineio.EngineHandler;
import pitwall.engineio.EngineServer;
import pitwall.engineio.EngineSession;
import pitwall.engineio.Packet;
import pitwall.socketio.SocketPacket.Type;

/**
 * One client: takes its messages apart and brings them to the namespaces that it has joined.
 *
 * <p>A packet that is none, one for a namespace that the client has not joined, or one that comes
 * where attachments are due ends the connection, as does being in no namespace for too long, or
 * joining on and on.
 *
 * <p>Messages come one at a time, the end may come meanwhile from another thread. The lock guards
 * the handlers; nothing is called under it.
 */
public final class SocketClient implements EngineHandler {
  private static final int MOST_CONNECTS = 64; // a client does so once, as a rule
  private static final int MOST_IDLE = 64; // before it has joined; a client says nothing, as a rule
  private static final EngineClose BAD_PACKET = new EngineClose(1002, "bad Socket.IO packet");

  private final EngineSession session;
  private final SocketApplication application;
  private final Duration connectTimeout;
  private final int maxAttached;

  private SocketPacket incomplete; // waits for attachments
  private List<byte[]> attachments = List.of();
  private int attached;
  private int connects;
  private int idle;

  private final Object lock = new Object();
  // Guarded by lock:
  private final Map<String, SocketHandler> handlers = new HashMap<>(2);
  private String ended;

  private SocketClient(
      EngineSession session,
      SocketApplication application,
      Duration connectTimeout,
      int maxAttached) {
    this.session = session;
    this.application = application;
    this.connectTimeout = connectTimeout;
    this.maxAttached = maxAttached;
  }

  /**
   * Socket.IO as the purpose of an Engine.IO server.
   *
   * @param connectTimeout how long a client may be in no namespace
   * @param maxAttached how many bytes the attachments of one packet may have together
   */
  public static EngineApplication serving(
      SocketApplication application, Duration connectTimeout, int maxAttached) {
    return session -> {
      session.expireAfter(connectTimeout);
      return new SocketClient(session, application, connectTimeout, maxAttached);
    };
  }

  @Override
  public void message(String text) {
    try {
      if (incomplete != null) {
        throw new BadPacketException("attachments are due");
      }
      SocketPacket packet = SocketPacket.parse(text);
      if (packet.type() != Type.CONNECT && handler(packet) == null) {
        throw new BadPacketException("a packet for a namespace that was not joined");
      }
      if (packet.attachments() == 0) {
        take(packet, List.of());
      } else {
        incomplete = packet;
        attachments = new ArrayList<>(packet.attachments());
        attached = 0;
      }
    } catch (BadPacketException e) {
      session.close(BAD_PACKET);
    }
  }

  @Override
  public void binary(byte[] data) {
    try {
      if (incomplete == null || data.length > maxAttached - attached) {
        throw new BadPacketException("binary data that nobody announced, or too much of it");
      }
      idle();
      attachments.add(data);
      attached += data.length;
      if (attachments.size() == incomplete.attachments()) {
        SocketPacket complete = incomplete;
        incomplete = null;
        take(complete, attachments);
        attachments = List.of();
      }
    } catch (BadPacketException e) {
      session.close(BAD_PACKET);
    }
  }

  /** Counted by any of the handlers, as they share the connection. */
  @Override
  public void idle() {
    SocketHandler any;
    synchronized (lock) {
      any = handlers.isEmpty() ? null : handlers.values().iterator().next();
    }
    if (any != null) {
      any.idle();
    } else if (++idle > MOST_IDLE) {
      session.close(BAD_PACKET);
    }
  }

  private SocketHandler handler(SocketPacket packet) {
    synchronized (lock) {
      return handlers.get(packet.namespace());
    }
  }

  private void take(SocketPacket packet, List<byte[]> attached) throws BadPacketException {
    SocketHandler handler = handler(packet);
    switch (packet.type()) {
      case CONNECT -> {
        if (handler != null) {
          throw new BadPacketException("joined twice");
        }
        if (++connects > MOST_CONNECTS) {
          throw new BadPacketException("joins on and on");
        }
        connect(packet);
      }
      case EVENT, BINARY_EVENT -> {
        if (handler != null) { // null when it has just ended
          handler.event(packet, attached);
        }
      }
      case DISCONNECT -> leave(packet.namespace());
      case CONNECT_ERROR -> throw new BadPacketException("what only servers say");
      case ACK, BINARY_ACK -> idle(); // nobody here asks for acknowledgements
    }
  }

  private void connect(SocketPacket packet) {
    String namespace = packet.namespace();
    if (!application.knows(namespace)) {
      send(SocketPacket.of(Type.CONNECT_ERROR, namespace, "{\"message\":\"Invalid namespace\"}"));
      return;
    }
    String id = EngineServer.randomId();
    session.expireAfter(null);
    send(SocketPacket.of(Type.CONNECT, namespace, "{\"sid\":\"" + id + "\"}"));
    SocketHandler handler =
        application.connected(new NamespaceLink(session, namespace, id), packet.data());
    String over;
    synchronized (lock) {
      over = ended;
      if (over == null) {
        handlers.put(namespace, handler);
      }
    }
    if (over != null) {
      handler.disconnected(over);
    }
  }

  private void leave(String namespace) {
    SocketHandler handler;
    boolean nowhere;
    synchronized (lock) {
      handler = handlers.remove(namespace);
      nowhere = handlers.isEmpty();
    }
    if (nowhere) {
      session.expireAfter(connectTimeout);
    }
    if (handler != null) {
      handler.disconnected("left");
    }
  }

  private void send(SocketPacket packet) {
    session.send(Packet.message(packet.text()), null);
  }

  @Override
  public void closed(EngineClose reason) {
    List<SocketHandler> left;
    synchronized (lock) {
      ended = reason.reason();
      left = new ArrayList<>(handlers.values());
      handlers.clear();
    }
    left.forEach(handler -> handler.disconnected(reason.reason()));
  }
}
