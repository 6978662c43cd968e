package pitwall.engineio;

/**
 * Hears one session's client. Its calls come from the server's request threads.
 *
 * <p>Messages come one at a time and in order, over whichever transport; an upgrade does not change
 * that. A handler may take its time, which holds up this client alone, and may send and close from
 * within a call. What it throws ends the session.
 */
public interface EngineHandler {
  /** A text message, as often as the client likes; rate limits are the handler's affair. */
  void message(String text);

  /** A binary message; the bytes are the handler's from here on. */
  void binary(byte[] data);

  /**
   * A packet that carries no message, such as the answer to a ping: it asks for nothing, but costs
   * time, and comes as often as the client likes, too.
   */
  void idle();

  /**
   * The session has ended, by whichever side. Called exactly once, from any thread, perhaps while a
   * message is still being heard; no message begins after it. Must not block.
   */
  void closed(EngineClose reason);
}
