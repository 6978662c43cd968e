package pitwall.hub;

/**
 * One connection as the hub sees it, whatever its transport.
 *
 * <p>An {@link Outbox} is its only caller, with one send at a time: the next begins after the last
 * one's completion was called.
 */
public interface Viewer {
  /** The format in which frames reach this viewer; the same instance on every call. */
  WireFormat format();

  /**
   * Begins to send. Must not block. May throw, which counts as a failed send.
   *
   * @param completion to be called exactly once, from any thread, also from within this call
   */
  void send(Frame frame, Completion completion);

  /**
   * Ends the connection, even when the other side takes nothing more. Must not block on it, and may
   * be called by any thread, more than once.
   */
  void close(CloseCode code);

  /** How a send ended. */
  @FunctionalInterface
  interface Completion {
    /**
     * @param failure null when the transport has taken the frame
     */
    void done(Throwable failure);
  }
}
