package pitwall.message;

import java.util.regex.Pattern;

/**
 * What a monitor may ask of those who watch its session, beside the link: 4 to 64 characters of
 * ASCII, since it is typed on phones and travels in a header, too.
 *
 * @param value as the monitor has set it, or as a viewer presents it
 */
public record Pin(String value) {
  private static final Pattern SYNTAX = Pattern.compile("[!-~]([ -~]{2,62})[!-~]");

  /**
   * Reads what a client says.
   *
   * @throws Rejection {@code invalid_payload} when that can be nobody's PIN
   */
  public static Pin of(String text) throws Rejection {
    if (!SYNTAX.matcher(text).matches()) {
      throw Rejection.invalid(
          "pin must have 4 to 64 characters: letters, digits, marks, and blanks inside");
    }
    return new Pin(text);
  }

  /** Never the PIN: it must not reach a log. */
  @Override
  public String toString() {
    return "Pin[…]";
  }
}
