package pitwall.message;

/**
 * A message that the relay refuses: its sender gets a {@code relay_error}, nobody else notices.
 *
 * <p>The text says what was wrong and what was expected. It reaches the sender and the log, so it
 * never carries a payload, a token, an id or another client's data; text that came from outside
 * goes through {@link #quote} first.
 */
public final class Rejection extends Exception {
  private static final long serialVersionUID = 1L;
  private static final int QUOTED = 24;

  private final Code code;

  /**
   * @param code what kind of refusal
   * @param message one sentence for a person
   */
  public Rejection(Code code, String message) {
    super(message, null, false, false); // refusals are everyday: no stack trace to pay for
    this.code = code;
  }

  /** Shorthand for the most frequent kind. */
  public static Rejection invalid(String message) {
    return new Rejection(Code.INVALID_PAYLOAD, message);
  }

  public Code code() {
    return code;
  }

  /**
   * Makes a client's word fit for a log line and an error text: at most 24 characters, letters,
   * digits and {@code _-.:/} kept, everything else a question mark.
   */
  public static String quote(String word) {
    StringBuilder safe = new StringBuilder("\"");
    for (int i = 0; i < Math.min(word.length(), QUOTED); i++) {
      char c = word.charAt(i);
      boolean plain = c < 128 && (Character.isLetterOrDigit(c) || "_-.:/".indexOf(c) >= 0);
      safe.append(plain ? c : '?');
    }
    return safe.append(word.length() > QUOTED ? "…\"" : "\"").toString();
  }
}
