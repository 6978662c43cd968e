package pitwall.message;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A message before its meaning: what event it is, and its data cut into members that are still
 * text.
 *
 * <p>Immutable.
 */
public final class Envelope {
  private static final int MAX_ID = 128;
  private static final int MAX_EVENT = 64;

  private final JsonText event;
  private final JsonText id;
  private final JsonText data;
  private final Map<String, JsonText> members;

  private Envelope(JsonText event, JsonText id, JsonText data, Map<String, JsonText> members) {
    this.event = event;
    this.id = id;
    this.data = data;
    this.members = members;
  }

  /**
   * Reads a plain WebSocket frame, {@code {"event": string, "data": object, "id"?: any}}.
   *
   * <p>Every character is checked. Duplicate names beside {@code event} or inside {@code data} are
   * refused (which of the two would a viewer see?); inside a payload they are the monitor's affair.
   *
   * @throws Rejection {@code invalid_payload} when the text is no JSON object of that shape
   */
  public static Envelope read(String frame) throws Rejection {
    JsonScanner scanner = new JsonScanner(frame);
    if (scanner.peek() != '{') {
      throw Rejection.invalid("a message must be a JSON object: {\"event\": …, \"data\": …}");
    }
    Map<String, JsonText> outer = new LinkedHashMap<>();
    Map<String, JsonText> members = null;
    boolean more = scanner.enterObject();
    while (more) {
      String name = scanner.name();
      JsonText value = null;
      if (name.equals("data") && scanner.peek() == '{') {
        members = members(scanner);
      } else {
        value = scanner.value();
      }
      if (outer.containsKey(name)) {
        throw duplicate(name);
      }
      outer.put(name, value);
      more = scanner.anotherMember();
    }
    scanner.end();

    JsonText id = outer.get("id");
    if (id != null && id.text().length() > MAX_ID) {
      throw Rejection.invalid("an id may have " + MAX_ID + " characters at most");
    }
    return new Envelope(outer.get("event"), id, outer.get("data"), members);
  }

  /**
   * Reads a Socket.IO event, {@code ["event", data]}, by the rules of {@link #read}. Arguments
   * beyond the first are checked and then ignored: some clients append one, none means anything.
   * The id stands elsewhere in such a packet, so there is none here.
   *
   * @throws Rejection {@code invalid_payload} when the text is no JSON array of that shape
   */
  public static Envelope readArguments(String array) throws Rejection {
    JsonScanner scanner = new JsonScanner(array);
    if (!scanner.enterArray()) {
      throw Rejection.invalid("an event must have a name: [\"join_session\", {…}], say");
    }
    JsonText event = scanner.value();
    JsonText data = null;
    Map<String, JsonText> members = null;
    if (scanner.anotherElement()) {
      if (scanner.peek() == '{') {
        members = members(scanner);
      } else {
        data = scanner.mendedValue();
      }
      while (scanner.anotherElement()) {
        scanner.mendedValue();
      }
    }
    scanner.end();
    return new Envelope(event, null, data, members);
  }

  private static Map<String, JsonText> members(JsonScanner scanner) throws Rejection {
    Map<String, JsonText> members = new LinkedHashMap<>();
    boolean more = scanner.enterObject();
    while (more) {
      String name = scanner.name();
      if (members.put(name, scanner.mendedValue()) != null) {
        throw duplicate(name);
      }
      more = scanner.anotherMember();
    }
    return members;
  }

  private static Rejection duplicate(String name) {
    return Rejection.invalid(Rejection.quote(name) + " stands there twice");
  }

  /** The event's name; null when it is missing, no string, or longer than any event's name. */
  public String event() {
    boolean name = event != null && event.isString() && event.text().length() <= MAX_EVENT;
    return name ? event.string() : null;
  }

  /**
   * The event's name.
   *
   * @throws Rejection when there is none: {@code invalid_payload}, or {@code unknown_event} for one
   *     that is too long to be any
   */
  String requiredEvent() throws Rejection {
    if (event == null) {
      throw Rejection.invalid("event is missing: expected {\"event\": \"join_session\", …}, say");
    }
    if (!event.isString()) {
      throw Rejection.invalid("event must be a string");
    }
    if (event() == null) {
      throw new Rejection(Code.UNKNOWN_EVENT, "unknown event " + Rejection.quote(event.string()));
    }
    return event();
  }

  /** The id to acknowledge with, as sent; null when there was none. */
  public JsonText id() {
    return id;
  }

  /** Whether there is no data: absent or null. */
  boolean isEmpty() {
    return members == null && (data == null || data.isNull());
  }

  /**
   * The members of {@code data}, in order.
   *
   * @throws Rejection {@code invalid_payload} when data is no object
   */
  Map<String, JsonText> members() throws Rejection {
    if (members == null) {
      throw Rejection.invalid("data must be an object");
    }
    return members;
  }
}
