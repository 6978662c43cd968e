package pitwall.message;

import java.util.Arrays;

/**
 * Walks over one JSON text (RFC 8259), checking every character, and cuts values out of it as they
 * stand.
 *
 * <p>A library's parser would bind or at least decode what it reads; this one keeps the text, which
 * is what the contract asks for ({@code 1.0} stays {@code 1.0}). It does not recurse, so no nesting
 * can overflow the stack, and it accepts the three bare words that Python writes for numbers that
 * JSON has not ({@code NaN}, {@code Infinity}, {@code -Infinity}) where told to, giving {@code
 * null} in their place.
 *
 * <p>Not thread-safe; one scanner reads one text once.
 */
final class JsonScanner {
  /** Deeper than any real setup (6 levels), shallower than what breaks a viewer's parser. */
  static final int MAX_DEPTH = 500;

  private static final String[] NO_NUMBERS = {"NaN", "Infinity", "-Infinity"};

  private final String text;
  private final long[] objects =
      new long[MAX_DEPTH / Long.SIZE + 1]; // a bit a level: object or array
  private int depth;
  private int at;
  private int[] mends = {}; // pairs: from, to
  private int mendCount;

  JsonScanner(String text) {
    this.text = text;
  }

  /** Enters an object; false when it is empty and has been left again. */
  boolean enterObject() throws Rejection {
    expect('{', "an object");
    push(true);
    if (peek() == '}') {
      at++;
      depth--;
      return false;
    }
    return true;
  }

  /** Reads a member's name and the colon; the value stands next. */
  String name() throws Rejection {
    peek();
    int from = at + 1;
    skipString();
    int to = at - 1;
    expect(':', "a colon");
    return unescape(text.substring(from, to));
  }

  /** As {@link #name}, for one that nobody wants to know: payloads are full of them. */
  private void skipName() throws Rejection {
    peek();
    skipString();
    expect(':', "a colon");
  }

  /** After a member's value: true when another member follows, false when the object is left. */
  boolean anotherMember() throws Rejection {
    char c = peek();
    if (c != ',' && c != '}') {
      throw malformed("a comma or the object's end");
    }
    at++;
    if (c == '}') {
      depth--;
    }
    return c == ',';
  }

  /** Enters an array; false when it is empty and has been left again. */
  boolean enterArray() throws Rejection {
    expect('[', "an array");
    push(false);
    if (peek() == ']') {
      at++;
      depth--;
      return false;
    }
    return true;
  }

  /** After an element: true when another one follows, false when the array is left. */
  boolean anotherElement() throws Rejection {
    char c = peek();
    if (c != ',' && c != ']') {
      throw malformed("a comma or the array's end");
    }
    at++;
    if (c == ']') {
      depth--;
    }
    return c == ',';
  }

  /** The first character of what comes next. */
  char peek() throws Rejection {
    while (at < text.length() && isSpace(text.charAt(at))) {
      at++;
    }
    if (at == text.length()) {
      throw malformed("more");
    }
    return text.charAt(at);
  }

  /** Nothing may follow. */
  void end() throws Rejection {
    while (at < text.length()) {
      if (!isSpace(text.charAt(at))) {
        throw malformed("the end");
      }
      at++;
    }
  }

  /** Cuts the next value out, strictly JSON. */
  JsonText value() throws Rejection {
    return value(false);
  }

  /** Cuts the next value out; Python's bare words become {@code null}. */
  JsonText mendedValue() throws Rejection {
    return value(true);
  }

  private JsonText value(boolean lenient) throws Rejection {
    peek();
    int from = at;
    int firstMend = mendCount;
    skipValue(lenient);
    if (firstMend == mendCount) {
      return new JsonText(text.substring(from, at), 0);
    }
    StringBuilder whole = new StringBuilder(at - from);
    int copied = from;
    for (int i = firstMend; i < mendCount; i += 2) {
      whole.append(text, copied, mends[i]).append("null");
      copied = mends[i + 1];
    }
    String mended = whole.append(text, copied, at).toString();
    return new JsonText(mended, (mendCount - firstMend) / 2);
  }

  private void skipValue(boolean lenient) throws Rejection {
    int outside = depth;
    do {
      char c = peek();
      if (c == '{' || c == '[') {
        at++;
        push(c == '{');
        if (peek() != (c == '{' ? '}' : ']')) {
          if (c == '{') {
            skipName();
          }
          continue; // to the first value inside
        }
        at++;
        depth--;
      } else {
        skipScalar(c, lenient);
      }
      leaveFinished(outside);
    } while (depth > outside);
  }

  /** After a value: leaves what ends here, stops before the next value. */
  private void leaveFinished(int outside) throws Rejection {
    while (depth > outside) {
      boolean inObject = inObject();
      char c = peek();
      if (c == ',') {
        at++;
        if (inObject) {
          skipName();
        }
        return;
      }
      if (c != (inObject ? '}' : ']')) {
        throw malformed(inObject ? "a comma or the object's end" : "a comma or the array's end");
      }
      at++;
      depth--;
    }
  }

  private void skipScalar(char first, boolean lenient) throws Rejection {
    switch (first) {
      case '"' -> skipString();
      case 't' -> skipWord("true");
      case 'f' -> skipWord("false");
      case 'n' -> skipWord("null");
      default -> {
        if (!lenient || !skipNoNumber()) {
          skipNumber();
        }
      }
    }
  }

  private void skipWord(String word) throws Rejection {
    if (!text.startsWith(word, at)) {
      throw malformed("a value");
    }
    at += word.length();
  }

  private boolean skipNoNumber() {
    for (String word : NO_NUMBERS) {
      if (text.startsWith(word, at)) {
        if (mendCount == mends.length) {
          mends = Arrays.copyOf(mends, Math.max(8, 2 * mendCount));
        }
        mends[mendCount++] = at;
        at += word.length();
        mends[mendCount++] = at;
        return true;
      }
    }
    return false;
  }

  private void skipNumber() throws Rejection {
    if (charAt(at) == '-') {
      at++;
    }
    if (charAt(at) == '0') {
      at++;
    } else {
      skipDigits();
    }
    if (charAt(at) == '.') {
      at++;
      skipDigits();
    }
    if (charAt(at) == 'e' || charAt(at) == 'E') {
      at++;
      if (charAt(at) == '+' || charAt(at) == '-') {
        at++;
      }
      skipDigits();
    }
  }

  private void skipDigits() throws Rejection {
    int from = at;
    while (charAt(at) >= '0' && charAt(at) <= '9') {
      at++;
    }
    if (from == at) {
      throw malformed("a value");
    }
  }

  /** Skips a string with its quotes. */
  private void skipString() throws Rejection {
    if (charAt(at) != '"') {
      throw malformed("a string");
    }
    for (at++; charAt(at) != '"'; at++) {
      char c = charAt(at);
      if (c < ' ') {
        throw malformed("a closing quote");
      }
      if (c == '\\') {
        skipEscape();
      }
    }
    at++;
  }

  private void skipEscape() throws Rejection {
    char c = charAt(++at);
    if (c == 'u') {
      for (int i = 0; i < 4; i++) {
        char digit = charAt(++at);
        if (digit >= 128 || Character.digit(digit, 16) < 0) {
          throw malformed("four hexadecimal digits");
        }
      }
    } else if (c == 0 || "\"\\/bfnrt".indexOf(c) < 0) {
      throw malformed("an escape");
    }
  }

  /** Resolves the escapes of a string's inside, which has been checked before. */
  static String unescape(String raw) {
    if (raw.indexOf('\\') < 0) {
      return raw;
    }
    StringBuilder whole = new StringBuilder(raw.length());
    for (int i = 0; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c != '\\') {
        whole.append(c);
        continue;
      }
      c = raw.charAt(++i);
      if (c == 'u') {
        whole.append((char) Integer.parseInt(raw, i + 1, i + 5, 16));
        i += 4;
      } else {
        int plain = "bfnrt".indexOf(c);
        whole.append(plain < 0 ? c : "\b\f\n\r\t".charAt(plain));
      }
    }
    return whole.toString();
  }

  private void expect(char wanted, String name) throws Rejection {
    if (peek() != wanted) {
      throw malformed(name);
    }
    at++;
  }

  /** The character there, NUL past the end: NUL begins nothing in JSON. */
  private char charAt(int index) {
    return index < text.length() ? text.charAt(index) : 0;
  }

  private static boolean isSpace(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
  }

  private void push(boolean object) throws Rejection {
    if (depth == MAX_DEPTH) {
      throw Rejection.invalid("nested deeper than " + MAX_DEPTH + " levels");
    }
    long bit = 1L << depth;
    int word = depth / Long.SIZE;
    objects[word] = object ? objects[word] | bit : objects[word] & ~bit;
    depth++;
  }

  private boolean inObject() {
    return (objects[(depth - 1) / Long.SIZE] & 1L << (depth - 1)) != 0;
  }

  private Rejection malformed(String expected) {
    return Rejection.invalid("not JSON: expected " + expected + " at character " + at);
  }
}
