package pitwall.engineio;

/** A client has sent what is no packet; its session ends. */
public final class BadPacketException extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param message what was wrong; none of the client's text
   */
  public BadPacketException(String message) {
    super(message, null, false, false); // everyday input: no stack trace to pay for
  }
}
