package pitwall.engineio;

import java.time.Duration;

/**
 * How an Engine.IO server behaves, and what it can be made to hold.
 *
 * @param pingInterval how long after the last answer a client is pinged
 * @param pingTimeout how long the answer may take
 * @param maxPayload the largest POST body or WebSocket message that is taken, in bytes
 * @param postTimeout how long a POST may take to arrive
 * @param maxArriving how many bytes of POSTs that have not arrived whole are held at a time; one
 *     alone may always have its own
 * @param maxSessions how many sessions there may be at a time
 * @param upgradeTimeout how long an upgrade may take before it is given up
 * @param maxWaitingPackets how many packets may wait in one session
 * @param maxWaitingSize how many characters of packets may wait in one session
 * @param compressFrom answers of that many bytes to a GET are compressed for clients that take
 *     that; -1: none are
 */
public record EngineOptions(
    Duration pingInterval,
    Duration pingTimeout,
    int maxPayload,
    Duration postTimeout,
    long maxArriving,
    int maxSessions,
    Duration upgradeTimeout,
    int maxWaitingPackets,
    int maxWaitingSize,
    int compressFrom) {
  private static final Duration POST_TIMEOUT = Duration.ofMinutes(2);
  private static final Duration UPGRADE_TIMEOUT = Duration.ofSeconds(10);
  private static final int MAX_WAITING_PACKETS = 1024;

  /** The rest as the reference server has it, or in proportion. */
  public static EngineOptions of(
      Duration pingInterval,
      Duration pingTimeout,
      int maxPayload,
      int maxSessions,
      int compressFrom) {
    return new EngineOptions(
        pingInterval,
        pingTimeout,
        maxPayload,
        POST_TIMEOUT,
        4L * maxPayload,
        maxSessions,
        UPGRADE_TIMEOUT,
        MAX_WAITING_PACKETS,
        (int) Math.min(4L * maxPayload, Integer.MAX_VALUE),
        compressFrom);
  }

  /** The same, but for how POSTs may arrive. */
  public EngineOptions withPosts(Duration newPostTimeout, long newMaxArriving) {
    return new EngineOptions(
        pingInterval,
        pingTimeout,
        maxPayload,
        newPostTimeout,
        newMaxArriving,
        maxSessions,
        upgradeTimeout,
        maxWaitingPackets,
        maxWaitingSize,
        compressFrom);
  }

  Duration shorterPingTime() {
    return pingInterval.compareTo(pingTimeout) < 0 ? pingInterval : pingTimeout;
  }
}
