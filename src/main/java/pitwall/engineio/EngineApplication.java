package pitwall.engineio;

/** What a server's sessions are for. */
@FunctionalInterface
public interface EngineApplication {
  /**
   * A session has opened. Called once for each, before any packet of its client is read, on the
   * thread of the first request: must not block. May send (the handshake goes out first), may not
   * close.
   *
   * @return who hears this session's client
   */
  EngineHandler opened(EngineSession session);
}
