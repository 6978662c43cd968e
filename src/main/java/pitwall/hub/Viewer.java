package pitwall.hub;

import java.util.function.Consumer;

/**
 * One connection as the hub sees it, whatever its transport.
 *
 * <p>An {@link Outbox} is its only caller, with one send at a time: the next begins after the last
 * one's completion was called.
 */
public interface Viewer {
  /** The format in which frames reach this viewer; the same instance on every call. */
  WireFormat format();

  /** How frames reach this viewer at the moment. */
  default Transport transport() {
    return Transport.INTERNAL;
  }

  /**
   * Begins to send. Must not block. May throw, which counts as a failed send.
   *
   * @param completion to be called exactly once, with null when the transport has taken the frame
   *     or with what went wrong; from any thread, also from within this call
   * @param confirmed to be called once when the viewer itself has taken all that was sent up to
   *     here; from any thread, also before the completion; never when the connection ends first.
   *     Null: need not be found out. May take the place of an earlier one that has not been called
   *     yet. A viewer that never confirms is sent nothing more, and closed as slow after a while.
   */
  void send(Frame frame, Consumer<Throwable> completion, Runnable confirmed);

  /**
   * Ends the connection, even when the other side takes nothing more. Must not block on it, and may
   * be called by any thread, more than once.
   */
  void close(CloseCode code);
}
