package pitwall.engineio;

import java.util.List;
import java.util.StringJoiner;

/** The body of a request or response: packets with a record separator between them. */
final class Payload {
  /**
   * The most packets that a response may carry: python-engineio refuses more, to be safe from
   * servers that would keep it busy.
   */
  static final int MAX_SENT = 16;

  private static final String SEPARATOR = "\u001e";

  private Payload() {}

  /** What takes the packets of a body, one after the other. */
  interface Reader {
    /** Takes one packet; false when the rest is not wanted. */
    boolean take(Packet packet) throws BadPacketException;
  }

  /** Reads packet by packet, so that a body of a million tiny ones is never held as a list. */
  static void read(String body, Reader reader) throws BadPacketException {
    int from = 0;
    boolean more = true;
    while (more) {
      int to = body.indexOf(SEPARATOR, from);
      more = to >= 0;
      Packet packet = Packet.parsePolled(body.substring(from, more ? to : body.length()));
      if (!reader.take(packet)) {
        return;
      }
      from = to + 1;
    }
  }

  static String write(List<Packet> packets) {
    if (packets.size() == 1) {
      return packets.get(0).polled();
    }
    StringJoiner body = new StringJoiner(SEPARATOR);
    packets.forEach(packet -> body.add(packet.polled()));
    return body.toString();
  }

  /** Whether a text has more bytes than that in UTF-8. */
  static boolean exceeds(String text, int bytes) {
    if (text.length() <= bytes / 3) {
      return false;
    }
    long length = text.length();
    for (int i = 0; i < text.length() && length <= bytes; i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        length += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
      }
    }
    return length > bytes;
  }
}
