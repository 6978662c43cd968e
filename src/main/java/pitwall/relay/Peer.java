package pitwall.relay;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import pitwall.access.MessageMeter;
import pitwall.hub.Outbox;
import pitwall.message.Code;
import pitwall.message.PublishToken;
import pitwall.message.Rejection;
import pitwall.message.SessionId;
import pitwall.session.Claim;

/**
 * What the relay knows of one connection: where it comes from, what it may do, what it watches and
 * what it publishes to.
 *
 * <p>Thread-safe: messages come one at a time, but a connection may end while one is being served.
 */
public final class Peer {
  private final long number;
  private final Role role;
  private final String address;
  private final String baseUrl;
  private final Outbox outbox;
  private final MessageMeter messages; // by the one thread that serves a message
  private final long since = System.nanoTime();

  private Seat seat; // by the one thread that serves a message

  private final Object lock = new Object();
  // Guarded by lock:
  private final Set<SessionId> watched = new HashSet<>(2);
  private final Set<SessionId> published = new HashSet<>(2);
  private boolean gone;

  Peer(
      long number,
      Role role,
      String address,
      String baseUrl,
      Outbox outbox,
      MessageMeter messages) {
    this.number = number;
    this.role = role;
    this.address = address;
    this.baseUrl = baseUrl;
    this.outbox = outbox;
    this.messages = messages;
  }

  /** Never used twice while the relay runs. */
  long number() {
    return number;
  }

  Role role() {
    return role;
  }

  /** Empty when the server does not tell. */
  String address() {
    return address;
  }

  /** Where this client reached the relay, {@code http://host:8080/context} without a slash. */
  String baseUrl() {
    return baseUrl;
  }

  /** Where its answers go. */
  public Outbox outbox() {
    return outbox;
  }

  /** What it says to be allowed to publish; the token is null when it presents none. */
  Claim claim(PublishToken token) {
    return new Claim(number, address, token);
  }

  /**
   * Checks that it came as a monitor.
   *
   * @throws Rejection {@code not_owner}
   */
  void mustBeMonitor() throws Rejection {
    if (role != Role.MONITOR) {
      throw new Rejection(
          Code.NOT_OWNER, "a dashboard cannot publish: monitors connect to /ws/monitor");
    }
  }

  /** How much it talks. While a message is served. */
  MessageMeter messages() {
    return messages;
  }

  /** How long it has been connected, in whole seconds. */
  long seconds() {
    return (System.nanoTime() - since) / 1_000_000_000L;
  }

  /** Where it published to last, null when it has not. While a message is served. */
  Seat seat() {
    return seat;
  }

  void take(Seat newSeat) {
    seat = newSeat;
  }

  /**
   * Notes that it watches a session.
   *
   * @param isOver tells sessions that count no longer
   * @param enter is called when the connection still stands; under the lock, so it may not wait
   * @throws Rejection {@code rate_limited} when it watches as many as it may
   */
  void watch(SessionId session, int most, Predicate<SessionId> isOver, Runnable enter)
      throws Rejection {
    synchronized (lock) {
      if (gone) {
        return;
      }
      if (watched.size() >= most) {
        watched.removeIf(isOver);
      }
      if (watched.size() >= most && !watched.contains(session)) {
        throw new Rejection(
            Code.RATE_LIMITED,
            "this connection watches " + most + " sessions, its most: leave one first");
      }
      watched.add(session);
      enter.run();
    }
  }

  /**
   * Notes that it no longer watches a session.
   *
   * @param exit is called when it does; under the lock, so it may not wait; false: it stays
   * @return false when it stays, or did not watch
   */
  boolean unwatch(SessionId session, BooleanSupplier exit) {
    synchronized (lock) {
      return watched.contains(session) && exit.getAsBoolean() && watched.remove(session);
    }
  }

  /**
   * Checks that it may create one more session.
   *
   * @param isOver tells sessions that count no longer
   * @throws Rejection {@code rate_limited} when it has as many as it may
   */
  void mayCreate(int most, Predicate<SessionId> isOver) throws Rejection {
    synchronized (lock) {
      if (published.size() >= most) {
        published.removeIf(isOver);
      }
      if (published.size() >= most) {
        throw new Rejection(
            Code.RATE_LIMITED,
            "this connection has " + most + " sessions, its most: use one of them");
      }
    }
  }

  /** Notes that it owns a session; false when the connection has ended in the meantime. */
  boolean publishes(SessionId session) {
    synchronized (lock) {
      published.add(session);
      return !gone;
    }
  }

  /** Notes that a session has ended: it goes on under another id, or not at all. */
  void unpublish(SessionId session) {
    synchronized (lock) {
      published.remove(session);
    }
  }

  /** The connection has ended: what it watched and what it published to. False the second time. */
  boolean leave(Consumer<SessionId> eachWatched, Consumer<SessionId> eachPublished) {
    List<SessionId> watchedAtLast;
    List<SessionId> publishedAtLast;
    synchronized (lock) {
      if (gone) {
        return false;
      }
      gone = true;
      watchedAtLast = new ArrayList<>(watched);
      publishedAtLast = new ArrayList<>(published);
    }
    watchedAtLast.forEach(eachWatched);
    publishedAtLast.forEach(eachPublished);
    return true;
  }
}
