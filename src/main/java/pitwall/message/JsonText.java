package pitwall.message;

/**
 * One JSON value as text, checked but never bound: it is passed on with the digits, the order and
 * the escapes that it came with.
 *
 * @param text valid JSON without surrounding white space
 * @param mended how many bare {@code NaN}, {@code Infinity} and {@code -Infinity} have become
 *     {@code null} in it
 */
public record JsonText(String text, int mended) {
  /** The literal {@code null}. */
  public static final JsonText NULL = new JsonText("null", 0);

  /** Whether this is an object. */
  public boolean isObject() {
    return text.charAt(0) == '{';
  }

  /** Whether this is a string. */
  public boolean isString() {
    return text.charAt(0) == '"';
  }

  /** What this {@link #isString string} says, its escapes resolved. */
  String string() {
    return JsonScanner.unescape(text.substring(1, text.length() - 1));
  }

  /** Whether this is the literal {@code null}. */
  public boolean isNull() {
    return text.equals("null");
  }

  /**
   * How many bytes the text takes in UTF-8. Text with lone surrogates cannot arrive (a WebSocket
   * refuses it), so each surrogate counts as half of its pair's four bytes.
   */
  public int bytes() {
    return utf8(text);
  }

  /** The length of a text in UTF-8. */
  public static int utf8(String text) {
    int bytes = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
      }
    }
    return bytes;
  }

  /** Never the content: payloads do not belong in a log. */
  @Override
  public String toString() {
    return "JsonText[" + text.length() + " characters]";
  }
}
