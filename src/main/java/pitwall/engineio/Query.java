package pitwall.engineio;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;

/**
 * A request's query string.
 *
 * <p>{@code getParameter} would do the same and eat the body of a POST that calls itself a form, as
 * some clients' do.
 *
 * <p>Immutable.
 */
public final class Query {
  private final String text;

  /**
   * @param text as in the URL, null when there is none
   */
  public Query(String text) {
    this.text = text == null ? "" : text;
  }

  /** A parameter's first value; empty when it is missing. */
  public String get(String name) {
    for (String pair : text.split("&")) {
      if (pair.startsWith(name) && pair.startsWith("=", name.length())) {
        return decode(pair.substring(name.length() + 1));
      }
    }
    return "";
  }

  private static String decode(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return value; // matches nothing that is known
    }
  }
}
