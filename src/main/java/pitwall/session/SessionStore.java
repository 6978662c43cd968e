package pitwall.session;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import pitwall.config.Settings;
import pitwall.message.Code;
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
  private final ConcurrentHashMap<SessionId, RaceSession> sessions = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong();
  private final AtomicInteger count = new AtomicInteger(); // exact, where the map's size is not

  @Inject private Settings settings;
  private InstantSource clock;

  /** For the container. */
  public SessionStore() {}

  /** For use without a container. */
  public SessionStore(Settings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  @PostConstruct
  void start() {
    clock = InstantSource.system();
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
            settings);
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
   * set time.
   *
   * @param watched tells whether somebody watches a session
   * @return those that are gone now
   */
  public List<RaceSession> expire(Predicate<SessionId> watched) {
    long before = clock.millis() - settings.sessionTtl().toMillis();
    List<RaceSession> idle =
        sessions.values().stream()
            .filter(session -> !watched.test(session.id()) && session.expireIfIdle(before))
            .toList();
    idle.forEach(this::remove);
    return idle;
  }
}
