package pitwall.engineio;

import java.util.function.Consumer;

/**
 * A WebSocket connection as a session sees it. The session is its only caller and gives it one
 * packet at a time: the next one follows the completion of the last, except for the answer to a
 * probe, which is the first.
 */
interface Wire {
  /**
   * Begins to send. Must not block. May throw, which counts as a failure.
   *
   * @param completion to be called once, with null or what went wrong; from any thread
   * @param confirmed to be called once when the client has taken all that was sent up to here; null
   *     when that need not be found out. May take the place of an earlier one.
   */
  void send(Packet packet, Consumer<Throwable> completion, Runnable confirmed);

  /** Closes the connection without waiting; may be called more than once. */
  void close(EngineClose reason);
}
