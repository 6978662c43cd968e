package pitwall.message;

/**
 * What an operator's own link may carry, {@code https://…/dashboard/…#token=…}: a signed statement
 * of who may watch (JWT, RFC 7519).
 *
 * @param value as a viewer presents it, unchecked
 */
public record ViewerToken(String value) {
  private static final int MAX_LENGTH = 4096;

  /**
   * Reads what a client says.
   *
   * @throws Rejection {@code invalid_payload} when it is longer than any
   */
  public static ViewerToken of(String text) throws Rejection {
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      throw Rejection.invalid("token must have 1 to " + MAX_LENGTH + " characters");
    }
    return new ViewerToken(text);
  }

  /** Never the token: it must not reach a log. */
  @Override
  public String toString() {
    return "ViewerToken[…]";
  }
}
