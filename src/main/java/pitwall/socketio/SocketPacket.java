package pitwall.socketio;

import pitwall.engineio.BadPacketException;

/**
 * One Socket.IO packet:
 *
 * <pre>
 *  2 /admin, 456 ["project:delete",123]             without the blanks: type, namespace,
 *  5 1- ["upload",{"_placeholder":true,"num":0}]     id, data; with attachments their number
 * </pre>
 *
 * <p>Of the data only so much is checked as decides whether this is a packet at all: what a CONNECT
 * carries begins like an object, what an event or an acknowledgement carries like an array, and an
 * event's array is not empty. Whether that is JSON all the way is for the reader to find out, who
 * can tell the sender.
 *
 * @param attachments how many binary messages follow and belong to it
 * @param namespace {@code /} when the packet names none
 * @param id what to acknowledge with, digits; null when no acknowledgement is wanted
 * @param data JSON; null when there is none
 */
public record SocketPacket(Type type, int attachments, String namespace, String id, String data) {
  /** The namespace of those who name none. */
  public static final String MAIN = "/";

  private static final int MAX_ATTACHMENTS = 64;
  private static final int MAX_NAMESPACE = 256;
  private static final int MAX_ID = 128;

  /** In the order of their digits. */
  public enum Type {
    CONNECT,
    DISCONNECT,
    EVENT,
    ACK,
    CONNECT_ERROR,
    BINARY_EVENT,
    BINARY_ACK;

    boolean isBinary() {
      return this == BINARY_EVENT || this == BINARY_ACK;
    }
  }

  private static final Type[] TYPES = Type.values();

  /** A packet without attachments and without an id. */
  static SocketPacket of(Type type, String namespace, String data) {
    return new SocketPacket(type, 0, namespace, null, data);
  }

  /**
   * Reads a packet.
   *
   * @throws BadPacketException when it is none; the sender has broken the protocol
   */
  public static SocketPacket parse(String text) throws BadPacketException {
    int digit = text.isEmpty() ? -1 : text.charAt(0) - '0';
    if (digit < 0 || digit >= TYPES.length) {
      throw new BadPacketException("no packet type");
    }
    Type type = TYPES[digit];
    int at = 1;
    int attachments = 0;
    if (type.isBinary()) {
      int dash = digits(text, at);
      attachments = number(text, at, dash);
      at = dash + 1;
    }
    String namespace = MAIN;
    if (at < text.length() && text.charAt(at) == '/') {
      int comma = text.indexOf(',', at);
      int end = comma < 0 ? text.length() : comma;
      if (end - at > MAX_NAMESPACE) {
        throw new BadPacketException("a namespace too long");
      }
      namespace = text.substring(at, end);
      at = comma < 0 ? end : end + 1;
    }
    int idEnd = digits(text, at);
    if (idEnd - at > MAX_ID) {
      throw new BadPacketException("an id too long");
    }
    String id = idEnd == at ? null : text.substring(at, idEnd);
    String data = idEnd == text.length() ? null : text.substring(idEnd);
    check(type, id, data);
    return new SocketPacket(type, attachments, namespace, id, data);
  }

  private static int digits(String text, int from) {
    int at = from;
    while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
      at++;
    }
    return at;
  }

  private static int number(String text, int from, int to) throws BadPacketException {
    if (from == to || to - from > 3 || to == text.length() || text.charAt(to) != '-') {
      throw new BadPacketException("no number of attachments");
    }
    int number = Integer.parseInt(text.substring(from, to));
    if (number > MAX_ATTACHMENTS) {
      throw new BadPacketException("too many attachments");
    }
    return number;
  }

  private static void check(Type type, String id, String data) throws BadPacketException {
    boolean fits =
        switch (type) {
          case CONNECT -> id == null && (data == null || data.startsWith("{"));
          case DISCONNECT -> id == null && data == null;
          case EVENT, BINARY_EVENT -> isArray(data) && !isEmptyArray(data);
          case ACK, BINARY_ACK -> id != null && isArray(data);
          case CONNECT_ERROR -> data != null;
        };
    if (!fits) {
      throw new BadPacketException("not what a packet of this type carries");
    }
  }

  private static boolean isArray(String data) {
    return data != null && data.startsWith("[");
  }

  private static boolean isEmptyArray(String data) {
    int next = 1;
    while (next < data.length() && data.charAt(next) <= ' ') {
      next++;
    }
    return next == data.length() || data.charAt(next) == ']';
  }

  /** The packet as text, without the digit that Engine.IO puts before it. */
  public String text() {
    StringBuilder text = new StringBuilder(data == null ? 32 : data.length() + 32);
    text.append(type.ordinal());
    if (type.isBinary()) {
      text.append(attachments).append('-');
    }
    if (!namespace.equals(MAIN)) {
      text.append(namespace).append(',');
    }
    if (id != null) {
      text.append(id);
    }
    if (data != null) {
      text.append(data);
    }
    return text.toString();
  }

  /** Never the content. */
  @Override
  public String toString() {
    return type.toString();
  }
}
