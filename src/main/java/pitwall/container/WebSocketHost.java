package pitwall.container;

import jakarta.websocket.Session;

/** The server under a WebSocket connection: what {@code jakarta.websocket} 2.1 leaves out. */
public interface WebSocketHost {
  /** The address of the client as the server sees it; empty when it does not tell. */
  String address(Session session);

  /**
   * Drops the connection without a word: after a close frame that the other side does not take, the
   * standard leaves the socket open until TCP gives up, a quarter of an hour later.
   */
  void sever(Session session);

  /** The host of a connection, known or not. */
  static WebSocketHost of(Session session) {
    String type = session.getClass().getName();
    if (type.startsWith("org.glassfish.tyrus.")) {
      return TyrusHost.INSTANCE;
    }
    if (type.startsWith("io.undertow.")) {
      return UndertowHost.INSTANCE;
    }
    return UnknownHost.INSTANCE;
  }
}
