package pitwall.access;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads {@code Forwarded} (RFC 7239, 4):
 *
 * <pre>
 * Forwarded: for=192.0.2.43, for="[2001:db8:cafe::17]:4711";proto=https;host=relay.example
 * </pre>
 *
 * <p>Strictly, since what a client wrote stands before what a proxy has added: after a quotation
 * mark that nobody has closed, nothing can be told apart.
 */
final class Forwarded {
  private final String text;
  private int at;

  private Forwarded(String text) {
    this.text = text;
  }

  /**
   * The hops of all lines, the nearest last, each with its parameters by name in lower case. Null
   * when a line is malformed.
   */
  static List<Map<String, String>> read(List<String> lines) {
    List<Map<String, String>> hops = new ArrayList<>();
    for (String line : lines) {
      if (!new Forwarded(line).readInto(hops)) {
        return null;
      }
    }
    return hops;
  }

  private boolean readInto(List<Map<String, String>> hops) {
    Map<String, String> hop = new HashMap<>();
    while (true) {
      skipBlanks();
      if (at < text.length() && ",;".indexOf(text.charAt(at)) < 0 && !pair(hop)) {
        return false;
      }
      skipBlanks();
      boolean end = at == text.length();
      char mark = end ? ',' : text.charAt(at++);
      if (mark == ',') {
        if (!hop.isEmpty()) {
          hops.add(hop);
        }
        hop = new HashMap<>();
      } else if (mark != ';') {
        return false;
      }
      if (end) {
        return true;
      }
    }
  }

  private boolean pair(Map<String, String> hop) {
    int equals = text.indexOf('=', at);
    if (equals < 0) {
      return false;
    }
    String name = text.substring(at, equals).strip().toLowerCase(Locale.ROOT);
    at = equals + 1;
    String value = at < text.length() && text.charAt(at) == '"' ? quoted() : token();
    return value != null && name.matches("[a-z0-9_-]+") && hop.put(name, value) == null;
  }

  private String token() {
    int start = at;
    while (at < text.length() && " \t,;\"".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(start, at);
  }

  /** Null when it does not end. */
  private String quoted() {
    StringBuilder value = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '"') {
        at++;
        return value.toString();
      }
      if (c == '\\' && ++at < text.length()) {
        c = text.charAt(at);
      }
      value.append(c);
    }
    return null;
  }

  private void skipBlanks() {
    while (at < text.length() && " \t".indexOf(text.charAt(at)) >= 0) {
      at++;
    }
  }
}
