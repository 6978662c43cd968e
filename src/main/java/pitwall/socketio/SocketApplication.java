package pitwall.socketio;

/** What a server's namespaces are for. */
public interface SocketApplication {
  /** Whether there is such a namespace. Any thread; must not block. */
  boolean knows(String namespace);

  /**
   * A client has connected to a namespace that is known, and has been told so. On the thread of its
   * request; must not block.
   *
   * @param auth the object that the client sent along, JSON unchecked; null when it sent none
   * @return who hears this client in this namespace
   */
  SocketHandler connected(NamespaceLink link, String auth);
}
