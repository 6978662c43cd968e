package pitwall.config;

import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.util.List;

/**
 * Every option of the relay, read once at deployment (see {@link SettingsReader}).
 *
 * @param publicUrl where clients reach the relay, for the links it hands out, without a slash at
 *     the end; empty: the address that the monitor itself connected to
 * @param maxSessions how many sessions there may be at a time; one more is {@code server_busy}
 * @param maxSessionsPerMonitor how many sessions one connection may create
 * @param sessionTtl how long a session without monitor and viewers is remembered
 * @param maxSetupBytes the largest setup, in bytes of UTF-8
 * @param maxTelemetryBytes the largest telemetry object, in bytes of UTF-8
 * @param maxStoredBytes how much all sessions together may keep of setups and telemetry, in bytes,
 *     four a character
 * @param takeover whether a monitor may come back without its token
 * @param staleAfter how old telemetry may be before its session is stale
 * @param maxJoins how many sessions one connection may watch
 * @param viewerLag how long telemetry may wait for a viewer while newer exists
 * @param viewerQueueMessages how many telemetry messages may wait for a viewer
 * @param viewerQueueBytes how many bytes of telemetry may wait for a viewer
 * @param viewerUnconfirmedAge how long a viewer may take to confirm what it was sent before it gets
 *     nothing more
 * @param viewerUnconfirmedBytes how many bytes may be on their way to a viewer, unconfirmed, beside
 *     one frame
 * @param slowAfter how long a viewer may take nothing at all before it is closed
 * @param pingInterval how long a connection may be silent before it is pinged, and then again
 * @param pingTimeout how long it may be silent beyond that
 * @param fastPath whether the server's bare connections are used where they can be had; false: the
 *     standard API alone
 * @param compressFrom texts of that many bytes are sent compressed to clients that offer it; -1:
 *     none are
 * @param demo whether the home page offers the demo
 * @param socketIo how Socket.IO clients are served
 * @param access who may come, and how often
 * @param operation what is there for who runs the relay
 */
public record Settings(
    String publicUrl,
    int maxSessions,
    int maxSessionsPerMonitor,
    Duration sessionTtl,
    int maxSetupBytes,
    int maxTelemetryBytes,
    long maxStoredBytes,
    Takeover takeover,
    Duration staleAfter,
    int maxJoins,
    Duration viewerLag,
    int viewerQueueMessages,
    int viewerQueueBytes,
    Duration viewerUnconfirmedAge,
    int viewerUnconfirmedBytes,
    Duration slowAfter,
    Duration pingInterval,
    Duration pingTimeout,
    boolean fastPath,
    int compressFrom,
    boolean demo,
    SocketIo socketIo,
    Access access,
    Operation operation) {

  /** Who may go on publishing to a session whose monitor's connection has ended. */
  public enum Takeover {
    /** Whoever has the token, and whoever comes from the address that the monitor had. */
    ADDRESS,
    /** Whoever has the token, and nobody else. */
    TOKEN
  }

  /**
   * How Socket.IO clients are served.
   *
   * @param path where, within the application, without a slash at the end
   * @param pingInterval how long after an answer the next ping is sent
   * @param pingTimeout how long the answer may take
   * @param maxPayload the largest packet, or POST of several, in bytes; a larger one ends its
   *     connection
   * @param postTimeout how long a POST may take to arrive; a longer one ends its connection
   * @param maxArrivingBytes how much of POSTs that are still arriving is held at a time; beyond it
   *     those that began first end their connections
   * @param connectTimeout how long a client may take to connect to a namespace
   * @param maxConnections how many connections there may be at a time
   */
  public record SocketIo(
      String path,
      Duration pingInterval,
      Duration pingTimeout,
      int maxPayload,
      Duration postTimeout,
      long maxArrivingBytes,
      Duration connectTimeout,
      int maxConnections) {}

  /** Who may watch a session. */
  public enum Viewers {
    /** Whoever has the link, and its PIN where the monitor has set one. */
    LINK,
    /** Whoever has the link and a signed token for it. */
    TOKEN
  }

  /**
   * Who may come, and how often. No limit that counts by address is for this machine's own
   * addresses, unless they are named as proxies.
   *
   * @param origins the pages that may talk to the relay from a browser, beside its own; empty: any
   * @param trustedProxies whose word about a client's address is believed
   * @param viewers who may watch
   * @param viewerTokenSecret what HS256 signs viewers' tokens with
   * @param viewerTokenKey checks tokens that RS256 has signed; null: there are none
   * @param messageRate of one connection
   * @param sessionRate how many sessions may be created from one address
   * @param failedJoinRate how many joins from one address may fail
   * @param guessRate how many wrong PINs and forged tokens may come from one address
   * @param sessionGuessRate how many wrong PINs one session takes
   * @param maxConnections over all transports
   * @param maxConnectionsPerAddress from one address
   */
  public record Access(
      List<String> origins,
      List<Network> trustedProxies,
      Viewers viewers,
      Secret viewerTokenSecret,
      RSAPublicKey viewerTokenKey,
      Rate messageRate,
      Rate sessionRate,
      Rate failedJoinRate,
      Rate guessRate,
      Rate sessionGuessRate,
      int maxConnections,
      int maxConnectionsPerAddress) {}

  /**
   * What is there for who runs the relay.
   *
   * @param adminPassword opens {@code /admin}; empty: there is none
   * @param metrics who may read {@code /metrics}
   * @param heapLimit how much of the heap may be in use after a collection, in percent; beyond it
   *     new connections are refused. 100: they never are
   */
  public record Operation(String adminPassword, Metrics metrics, int heapLimit) {
    /** Whether there is an admin at all. */
    public boolean hasAdmin() {
      return !adminPassword.isEmpty();
    }

    /** Without the password. */
    @Override
    public String toString() {
      return "Operation[metrics=%s, heapLimit=%d]".formatted(metrics, heapLimit);
    }
  }

  /** Who may read the metrics. */
  public enum Metrics {
    /** Whoever can reach them. */
    OPEN,
    /** Who has the admin's password. */
    ADMIN,
    /** Nobody. */
    OFF
  }

  /** What an envelope may add around a payload, in bytes: event, ids, token, timestamp. */
  public static final int ENVELOPE_BYTES = 4096;

  /** The largest frame a monitor may send, in bytes; a larger one ends its connection. */
  public int maxMonitorFrame() {
    return Math.max(maxSetupBytes, maxTelemetryBytes) + ENVELOPE_BYTES;
  }

  /** The largest frame a dashboard may send, in bytes: it has little to say. */
  public int maxDashboardFrame() {
    return maxTelemetryBytes + ENVELOPE_BYTES;
  }
}
