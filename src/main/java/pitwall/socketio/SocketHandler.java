package pitwall.socketio;

import java.util.List;

/**
 * Hears one client in one namespace. Events come one at a time and in order, on the client's
 * request threads; a handler that takes its time holds up this client alone.
 */
public interface SocketHandler {
  /**
   * An event has come: an array with its name and its arguments. That it is valid JSON has not been
   * checked.
   *
   * @param attachments what the placeholders in a binary event stand for; empty for others
   */
  void event(SocketPacket event, List<byte[]> attachments);

  /** Something has come that asks for nothing, and costs time all the same. */
  void idle();

  /**
   * The client has left the namespace, or its connection has ended. Called exactly once, from any
   * thread, perhaps while an event is still being heard. Must not block.
   *
   * @param reason for a log; no text of the client's
   */
  void disconnected(String reason);
}
