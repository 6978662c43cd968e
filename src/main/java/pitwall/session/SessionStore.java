package pitwall.session;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import pitwall.config.Settings;
import pitwall.message.Code;
import pitwall.message.Outbound.Update;
import pitwall.message.Pin;
import pitwall.message.Rejection;
import pitwall.message.SessionId;

/**
 * All sessions, by id.
 *
 * <p>Concurrency is bean-managed: with the container's, every look-up would take one write lock for
 * the whole relay. A concurrent map and one lock per session do instead. Transactions are, too:
 * with the container's, every look-up would begin and commit one. Thread-safe.
 */
@Singleton
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class SessionStore {
  private static final Duration EMPTY_TTL = Duration.ofMinutes(10);
  private static final long LOOK_MILLIS = 1000;

  /** A session that nobody uses. */
  private record Idle(RaceSession session, long since) {}

  private final ConcurrentHashMap<SessionId, RaceSession> sessions = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong();
  private final AtomicInteger count = new AtomicInteger(); // exact, where the map's size is not

  @Inject private Settings settings;
  private InstantSource clock;
  private StoredBytes stored;
  private volatile long lookedInVain = Long.MIN_VALUE; // in milliseconds since the epoch

  /** For the container. */
  public SessionStore() {}

  /** For use without a container. */
  public SessionStore(Settings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
    this.stored = new StoredBytes(settings.maxStoredBytes());
  }

  @PostConstruct
  void start() {
    clock = InstantSource.system();
    stored = new StoredBytes(settings.maxStoredBytes());
  }

  /** A server may hold on to what leads here for longer: all but this is small. */
  @PreDestroy
  void stop() {
    sessions.clear();
  }

  /** Creates a session that whoever has its id may watch. */
  public RaceSession create(Claim first) throws Rejection {
    return create(first, null);
  }

  /**
   * Creates a session.
   *
   * @param first the connection that asked for it, which owns it now
   * @param pin what is asked of those who want to watch; null: nothing
   * @throws Rejection {@code server_busy} when there are as many as there may be
   */
  public RaceSession create(Claim first, Pin pin) throws Rejection {
    if (count.incrementAndGet() > settings.maxSessions()) {
      count.decrementAndGet();
      throw new Rejection(
          Code.SERVER_BUSY,
          "this relay holds " + settings.maxSessions() + " sessions, its most: try again later");
    }
    RaceSession session =
        new RaceSession(
            numbers.incrementAndGet(),
            first,
            pin == null ? null : new PinLock(pin),
            clock,
            settings,
            stored);
    sessions.put(session.id(), session);
    return session;
  }

  /**
   * Gives a session a new id, under which it goes on. Nobody knows the old one any more.
   *
   * @param newPin null: as before
   * @return the session as it is now; it has a new token, too
   * @throws Rejection {@code unknown_session} or {@code not_owner}: nothing has changed
   */
  public RaceSession rotate(SessionId id, Claim claim, Pin newPin) throws Rejection {
    RaceSession old = find(id);
    RaceSession next = old.rotate(claim, newPin);
    sessions.put(next.id(), next);
    if (!sessions.remove(id, old)) {
      count.incrementAndGet(); // taken for idle in this very moment, and counted out
    }
    old.forget();
    return next;
  }

  /**
   * Ends a session for its owner.
   *
   * @throws Rejection {@code unknown_session} or {@code not_owner}: nothing has changed
   */
  public void end(SessionId id, Claim claim) throws Rejection {
    RaceSession session = find(id);
    session.end(claim);
    remove(session);
  }

  /**
   * Ends a session, whoever owns it.
   *
   * @throws Rejection {@code unknown_session}
   */
  public void end(SessionId id) throws Rejection {
    RaceSession session = find(id);
    session.end();
    remove(session);
  }

  private void remove(RaceSession session) {
    if (sessions.remove(session.id(), session)) {
      count.decrementAndGet();
    }
    session.forget();
  }

  /**
   * Looks a session up.
   *
   * @throws Rejection {@code unknown_session}
   */
  public RaceSession find(SessionId id) throws Rejection {
    RaceSession session = get(id);
    if (session == null) {
      throw new Rejection(
          Code.UNKNOWN_SESSION,
          "no session has this session_id: it may not have begun yet, or it has expired");
    }
    return session;
  }

  /** Looks a session up; null when there is none. */
  public RaceSession get(SessionId id) {
    return sessions.get(id);
  }

  /** All sessions, as they come; weakly consistent. */
  public Collection<RaceSession> all() {
    return sessions.values();
  }

  /**
   * Forgets the sessions that have been idle for too long: no monitor, no viewer, not used for the
   * set time; or for ten minutes, when nothing was ever published to them.
   *
   * @param watched tells whether somebody watches a session
   * @return those that are gone now
   */
  public List<RaceSession> expire(Predicate<SessionId> watched) {
    long now = clock.millis();
    long ttl = settings.sessionTtl().toMillis();
    long before = now - ttl;
    long beforeIfEmpty = now - Math.min(ttl, EMPTY_TTL.toMillis());
    List<RaceSession> idle =
        sessions.values().stream()
            .filter(session -> !watched.test(session.id()))
            .filter(
                session -> session.expireIfIdle(session.updates() == 0 ? beforeIfEmpty : before))
            .toList();
    idle.forEach(this::remove);
    return idle;
  }

  /**
   * An update was {@code server_busy}: forgets sessions that have no monitor and no viewer, first
   * those that have not been used for longest, until the update has room to spare; never the one
   * that it is for, whose monitor is coming back. Looks in vain once a second at most, since it
   * looks at all sessions.
   *
   * @param watched tells whether somebody watches a session
   * @return those that are gone now; none also when others have just made room
   */
  public List<RaceSession> makeRoom(Update update, Predicate<SessionId> watched) {
    long now = clock.millis();
    if (lookedInVain == now / LOOK_MILLIS) {
      return List.of();
    }
    long bytes = StoredBytes.sizeOf(update);
    if (!stored.mayHold(bytes)) {
      return List.of(); // it would cost everyone their sessions, and still be refused
    }
    List<RaceSession> gone = new ArrayList<>();
    for (Idle idle : idle(watched)) {
      if (stored.hasRoomToSpareFor(bytes)) {
        return gone;
      }
      if (!idle.session.id().equals(update.sessionId())
          && idle.session.expireIfIdle(idle.since + 1)) { // unless somebody has come since
        remove(idle.session);
        gone.add(idle.session);
      }
    }
    if (gone.isEmpty() && !stored.hasRoomToSpareFor(bytes)) {
      lookedInVain = now / LOOK_MILLIS;
    }
    return gone;
  }

  private List<Idle> idle(Predicate<SessionId> watched) {
    return sessions.values().stream()
        .map(session -> new Idle(session, session.lastUsed()))
        .filter(idle -> idle.session.updates() > 0 && !idle.session.hasMonitor())
        .filter(idle -> !watched.test(idle.session.id()))
        .sorted(Comparator.comparingLong(Idle::since))
        .toList();
  }

  /** How much all sessions keep of what was published, in bytes as they are counted. */
  public long storedBytes() {
    return stored.used();
  }
}
