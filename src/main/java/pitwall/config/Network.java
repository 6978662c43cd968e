package pitwall.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/**
 * Some addresses side by side: {@code 10.0.0.0/8}, {@code 2001:db8::/32}, or one alone.
 *
 * <p>Immutable.
 */
public final class Network {
  // What InetAddress would not look up in the DNS: digits and dots, or something with a colon.
  private static final Pattern V4 =
      Pattern.compile("((25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(?!$)|$)){4}");
  private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

  private final byte[] start;
  private final int bits;

  private Network(byte[] start, int bits) {
    this.start = start;
    this.bits = bits;
  }

  /**
   * Reads a network.
   *
   * @throws IllegalArgumentException when the text is no address, with or without a length
   */
  public static Network parse(String text) {
    int slash = text.indexOf('/');
    byte[] start = bytes(slash < 0 ? text : text.substring(0, slash));
    if (start == null) {
      throw new IllegalArgumentException("no address");
    }
    int longest = start.length * Byte.SIZE;
    int bits = slash < 0 ? longest : Integer.parseInt(text.substring(slash + 1));
    if (bits < 0 || bits > longest) {
      throw new IllegalArgumentException("no length");
    }
    return new Network(start, bits);
  }

  /**
   * An address as bytes: 4, or 16; null when the text is none. Nothing is ever looked up. An IPv4
   * address that IPv6 has wrapped ({@code ::ffff:192.0.2.1}) is the IPv4 address.
   */
  public static byte[] bytes(String address) {
    int zone = address.indexOf('%');
    String bare = zone < 0 ? address : address.substring(0, zone);
    if (!V4.matcher(bare).matches() && !V6.matcher(bare).matches()) {
      return null;
    }
    try {
      return InetAddress.getByName(bare).getAddress();
    } catch (UnknownHostException e) {
      return null; // 1::2::3, say
    }
  }

  /** Whether an address, as {@link #bytes} gives it, belongs to it. */
  public boolean contains(byte[] address) {
    if (address.length != start.length) {
      return false;
    }
    int whole = bits / Byte.SIZE;
    if (!Arrays.equals(address, 0, whole, start, 0, whole)) {
      return false;
    }
    int rest = Byte.SIZE - bits % Byte.SIZE;
    return rest == Byte.SIZE || (address[whole] & 0xff) >> rest == (start[whole] & 0xff) >> rest;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Network network
        && bits == network.bits
        && Arrays.equals(start, network.start);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(start) + bits;
  }

  /** The address's bytes and how many bits of them count. */
  @Override
  public String toString() {
    return Arrays.toString(start) + '/' + bits;
  }
}
