package pitwall.container;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import jakarta.websocket.server.HandshakeRequest;
import java.io.IOException;

/**
 * The server under a WebSocket connection: what {@code jakarta.websocket} 2.1 leaves out.
 *
 * <p>Thread-safe.
 */
interface WebSocketHost {
  /** How much a server may keep for one connection: some telemetry, or most of a setup. */
  int QUEUE_BYTES = 64 * 1024;

  String TYRUS = "org.glassfish.tyrus.";
  String UNDERTOW = "io.undertow.";

  /** The address of the client as the server sees it; empty when it does not tell. */
  String address(Session session);

  /**
   * Bounds what the server itself keeps for a connection whose other side does not read, so that a
   * send is done when the kernel has taken it, give or take that much. Where the server cannot be
   * told, sends are done sooner than that.
   */
  void boundQueue(Session session, int bytes);

  /**
   * The server itself ends the connection: where it would name the wrong reason, the other side is
   * told the right one first. To be called from within {@code @OnClose}.
   *
   * @return why the connection really ends
   */
  CloseReason explain(Session session, CloseReason reason);

  /**
   * The bytes below a connection.
   *
   * @throws ReflectiveOperationException they are not where they were looked for
   */
  Line line(Session session) throws ReflectiveOperationException;

  /**
   * The application stops: what was changed in the server is as before. May take two seconds, for
   * clients to read what is on its way to them.
   */
  default void stop() {}

  /**
   * Whether the server itself compresses this connection's messages, say: then it alone can read
   * and write them.
   */
  default boolean hasExtensions(Session session) {
    return !session.getNegotiatedExtensions().isEmpty();
  }

  /**
   * Begins to close: sends the close frame. More messages may arrive until the other side has
   * answered; a caller that cannot wait for ever calls {@link #sever} later.
   */
  default void close(Session session, CloseReason reason) throws IOException {
    session.close(reason);
  }

  /**
   * Drops the connection without a word: after a close frame that the other side does not take, the
   * standard leaves the socket open until TCP gives up, a quarter of an hour later.
   */
  void sever(Session session);

  /** Whether the connections of the server that asks this will have a {@link #line}, or should. */
  static boolean hasLine(HandshakeRequest request) {
    String type = request.getClass().getName();
    return type.startsWith(TYRUS) || type.startsWith(UNDERTOW);
  }

  /** The host of a connection, known or not. */
  static WebSocketHost of(Session session) {
    String type = session.getClass().getName();
    if (type.startsWith(TYRUS)) {
      return TyrusHost.INSTANCE;
    }
    if (type.startsWith(UNDERTOW)) {
      return UndertowHost.INSTANCE;
    }
    return UnknownHost.INSTANCE;
  }
}
