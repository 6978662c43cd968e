package pitwall.engineio;

import java.util.Base64;
import pitwall.websocket.TextMessage;

/**
 * One packet: {@code 2probe}, {@code 4hello}, or binary data, which always is a message.
 *
 * <p>Immutable as long as nobody writes to its data, so that one packet may go to any number of
 * sessions.
 *
 * @param wire the packet as text, with the digit of its type; null when it is binary
 * @param data the bytes of a binary message; null when it is text
 */
public record Packet(Type type, TextMessage wire, byte[] data) {
  /** In the order of their digits. */
  public enum Type {
    OPEN,
    CLOSE,
    PING,
    PONG,
    MESSAGE,
    UPGRADE,
    NOOP
  }

  static final Packet CLOSE = of(Type.CLOSE, "");
  static final Packet PING = of(Type.PING, "");
  static final Packet NOOP = of(Type.NOOP, "");
  static final Packet PROBE_ANSWER = of(Type.PONG, "probe");

  static Packet of(Type type, String text) {
    return new Packet(type, new TextMessage(type.ordinal() + text), null);
  }

  /** A message. */
  public static Packet message(String text) {
    return of(Type.MESSAGE, text);
  }

  /**
   * A message whose text already carries the type's digit, so that what goes to many sessions is
   * put together once.
   *
   * @param wire {@code 4} and the text
   */
  public static Packet readyMessage(TextMessage wire) {
    return new Packet(Type.MESSAGE, wire, null);
  }

  /** A binary message. The bytes are not copied. */
  public static Packet binary(byte[] data) {
    return new Packet(Type.MESSAGE, null, data);
  }

  /** Reads a packet that has come as text. */
  static Packet parse(String wire) throws BadPacketException {
    int type = wire.isEmpty() ? -1 : wire.charAt(0) - '0';
    if (type < 0 || type >= TYPES.length) {
      throw new BadPacketException("no packet type");
    }
    return new Packet(TYPES[type], new TextMessage(wire), null);
  }

  /** Reads a packet of an HTTP body, where binary data come as {@code b} and base64. */
  static Packet parsePolled(String wire) throws BadPacketException {
    if (!wire.startsWith("b")) {
      return parse(wire);
    }
    try {
      return binary(Base64.getDecoder().decode(wire.substring(1)));
    } catch (IllegalArgumentException e) {
      throw new BadPacketException("no base64");
    }
  }

  private static final Type[] TYPES = Type.values();

  /** The packet in an HTTP body. */
  String polled() {
    return data == null ? wire.text() : 'b' + Base64.getEncoder().encodeToString(data);
  }

  /** What follows the type. */
  String text() {
    return wire.text().substring(1);
  }

  /** How much memory it takes, about. */
  int size() {
    return data == null ? wire.length() : data.length;
  }

  boolean is(Type expected, String text) {
    return type == expected
        && data == null
        && wire.length() == text.length() + 1
        && wire.text().endsWith(text);
  }

  /** Never the content. */
  @Override
  public String toString() {
    return type + "[" + size() + "]";
  }
}
