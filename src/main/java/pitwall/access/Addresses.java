package pitwall.access;

import java.util.Arrays;
import java.util.HexFormat;
import pitwall.config.Network;

/**
 * Under which name an address is counted. A household has 2^64 addresses of IPv6, so there the
 * first half counts alone.
 */
final class Addresses {
  private static final int V4_BYTES = 4;
  private static final int V6_NETWORK_BYTES = 8;
  private static final int LOOPBACK = 127;

  private Addresses() {}

  /**
   * The name to count by; null when this address is not counted: it is unknown, or one of this
   * machine's own. If that is a proxy which nobody has named, counting by it would lock out
   * everyone because of one.
   */
  static String countable(String address, Proxies proxies) {
    byte[] bytes = Network.bytes(address);
    if (bytes == null || isLoopback(bytes) && !proxies.isTrusted(address)) {
      return null;
    }
    int length = bytes.length == V4_BYTES ? V4_BYTES : V6_NETWORK_BYTES;
    return HexFormat.of().formatHex(bytes, 0, length);
  }

  private static boolean isLoopback(byte[] address) {
    if (address.length == V4_BYTES) {
      return address[0] == LOOPBACK;
    }
    byte[] one = new byte[address.length];
    one[one.length - 1] = 1;
    return Arrays.equals(address, one);
  }
}
