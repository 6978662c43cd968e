package pitwall.engineio;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import pitwall.log.Failures;

/**
 * All sessions of one path.
 *
 * <p>Thread-safe.
 */
public final class EngineServer {
  private static final Failures FAILURES = Failures.of(EngineServer.class);
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int ID_BYTES = 15; // 20 characters
  static final int TICKS_A_TIMEOUT = 20;

  private final Map<String, EngineSession> sessions = new ConcurrentHashMap<>();
  // Those that are not settled: thousands that are need not be asked many times a second.
  private final Set<EngineSession> restless = ConcurrentHashMap.newKeySet();
  private final Arrivals arrivals;
  private final EngineOptions options;
  private final EngineApplication application;
  private final EngineGate gate;
  private final LongSupplier nanoTime;
  private final long settledTick;
  private volatile boolean stopped;
  private long tickedAll; // by the tick alone

  /** A server on the system's clock that is open to all. */
  public EngineServer(EngineOptions options, EngineApplication application) {
    this(options, application, new OpenGate());
  }

  /** A server on the system's clock. */
  public EngineServer(EngineOptions options, EngineApplication application, EngineGate gate) {
    this(options, application, gate, System::nanoTime);
  }

  /**
   * @param nanoTime counts nanoseconds, as {@link System#nanoTime} does
   */
  EngineServer(
      EngineOptions options,
      EngineApplication application,
      EngineGate gate,
      LongSupplier nanoTime) {
    this.options = options;
    this.arrivals = new Arrivals(options.maxArriving());
    this.application = application;
    this.gate = gate;
    this.nanoTime = nanoTime;
    this.settledTick = options.shorterPingTime().toNanos() / TICKS_A_TIMEOUT;
    this.tickedAll = nanoTime.getAsLong() - settledTick;
  }

  /** A name that cannot be guessed: 120 random bits, 20 characters of base64url. */
  public static String randomId() {
    byte[] bytes = new byte[ID_BYTES];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** How many sessions there are. */
  public int size() {
    return sessions.size();
  }

  EngineGate gate() {
    return gate;
  }

  EngineOptions options() {
    return options;
  }

  Arrivals arrivals() {
    return arrivals;
  }

  boolean isStopped() {
    return stopped;
  }

  long now() {
    return nanoTime.getAsLong();
  }

  /**
   * Opens a session.
   *
   * @param webSocket whether it begins as a WebSocket
   * @throws EngineRefusal when there are as many as there may be
   */
  EngineSession open(EngineClient client, boolean webSocket) throws EngineRefusal {
    if (stopped || sessions.size() >= options.maxSessions()) {
      throw new EngineRefusal(EngineError.TOO_MANY_SESSIONS);
    }
    EngineError refusal = gate.enter(client);
    if (refusal != null) {
      throw new EngineRefusal(refusal);
    }
    EngineSession session = new EngineSession(randomId(), client, this, webSocket);
    session.open(greeting(session, webSocket), application);
    sessions.put(session.id(), session);
    restless.add(session);
    if (stopped) {
      session.close(EngineClose.GOING_AWAY); // in this very moment: stop() may not have seen it
    }
    return session;
  }

  private String greeting(EngineSession session, boolean webSocket) {
    return "{\"sid\":\"%s\",\"upgrades\":[%s],\"pingInterval\":%d,\"pingTimeout\":%d,\"maxPayload\":%d}"
        .formatted(
            session.id(),
            webSocket ? "" : "\"websocket\"",
            options.pingInterval().toMillis(),
            options.pingTimeout().toMillis(),
            options.maxPayload());
  }

  /** An open session, null when there is none of that name (any more). */
  EngineSession find(String id) {
    EngineSession session = sessions.get(id);
    return session == null || session.closeIfOverdue() ? null : session;
  }

  /** Whether a session is still among the server's. */
  boolean has(EngineSession session) {
    return sessions.containsKey(session.id());
  }

  /** A session has ended; that it has may have to be told yet. */
  void left(EngineSession session) {
    gate.left(session.client());
  }

  void forget(EngineSession session) {
    sessions.remove(session.id());
    restless.remove(session);
  }

  void failed(EngineSession session, Throwable thrown) {
    FAILURES.add(session + " has failed", thrown);
  }

  /** Time has passed. To be called by one thread at a time, several times a ping interval. */
  void tick() {
    arrivals.tick();
    long now = now();
    boolean all = now - tickedAll >= settledTick;
    if (all) {
      tickedAll = now;
    }
    for (EngineSession session : all ? sessions.values() : restless) {
      try {
        if (all || !session.isSettled()) {
          session.tick();
        } else {
          restless.remove(session); // for good: a WebSocket is the last transport
        }
      } catch (RuntimeException e) { // one session's failure is its own
        failed(session, e);
        session.close(EngineClose.FAILED);
      }
    }
  }

  /** Ends every session and takes no new ones. */
  void stop() {
    stopped = true;
    for (EngineSession session : sessions.values()) {
      try {
        session.close(EngineClose.GOING_AWAY);
      } catch (RuntimeException | Error e) { // one session's failure is its own
        failed(session, e);
      }
    }
    arrivals.tick();
  }
}
