package pitwall.relay;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import pitwall.access.ViewerTokens;
import pitwall.config.Settings;
import pitwall.hub.Hub;
import pitwall.hub.Room;
import pitwall.message.Code;
import pitwall.message.Inbound.JoinSession;
import pitwall.message.Rejection;
import pitwall.message.SessionId;
import pitwall.session.RaceSession;
import pitwall.session.SessionStore;

/**
 * Who comes to watch and who goes, and who may stay only for as long as a token allows.
 *
 * <p>Thread-safe.
 */
final class Watching {
  private final Settings settings;
  private final SessionStore store;
  private final Hub hub;
  private final ViewerDoor door;
  private final ViewerTokens tokens;
  private final Map<Visit, Instant> ends = new ConcurrentHashMap<>();

  private record Visit(Peer peer, SessionId session) {}

  Watching(Settings settings, SessionStore store, Hub hub, ViewerDoor door, ViewerTokens tokens) {
    this.settings = settings;
    this.store = store;
    this.hub = hub;
    this.door = door;
    this.tokens = tokens;
  }

  void join(Peer peer, JoinSession message) throws Rejection {
    SessionId id = message.sessionId();
    ViewerDoor.Entry entry = door.enter(id, peer.address(), message.pin(), message.token());
    Room room = room(id);
    if (!entry.session().touch()) {
      throw expired();
    }
    peer.watch(
        id,
        settings.maxJoins(),
        each -> store.get(each) == null,
        () -> {
          room.join(peer.outbox());
          note(new Visit(peer, id), entry.until());
        });
    room.run();
  }

  private void note(Visit visit, Instant until) {
    if (until == null) {
      ends.remove(visit);
    } else {
      ends.put(visit, until);
    }
  }

  void leave(Peer peer, SessionId id) throws Rejection {
    store.find(id);
    if (peer.unwatch(id, () -> exit(new Visit(peer, id)))) {
      settle(id);
    }
  }

  /** Somebody's connection has ended: it no longer watches. */
  void left(SessionId id, Peer peer) {
    exit(new Visit(peer, id));
    settle(id);
  }

  /** Never waits. */
  private boolean exit(Visit visit) {
    ends.remove(visit);
    Room room = hub.room(visit.session);
    if (room != null) {
      room.leave(visit.peer.outbox());
    }
    return true;
  }

  private void settle(SessionId id) {
    Room room = hub.room(id);
    RaceSession session = store.get(id);
    if (room != null && session != null) {
      session.touch(); // its time without viewers begins now
      room.run();
    }
  }

  /**
   * Sends those away whose tokens have expired, unless the session has ended before. Who comes with
   * a new token in this very moment stays, or joins again.
   *
   * @param each hears who had to go
   */
  void endWhatIsOver(Consumer<Peer> each) {
    ends.forEach(
        (visit, until) -> {
          if (store.get(visit.session) == null) {
            ends.remove(visit, until);
          } else if (tokens.isOver(until)) {
            if (visit.peer.unwatch(visit.session, () -> ends.remove(visit, until) && exit(visit))) {
              settle(visit.session);
              each.accept(visit.peer);
            }
          }
        });
  }

  static Rejection tokenIsOver() {
    return new Rejection(Code.UNAUTHORIZED, "the token has expired: ask for a new link");
  }

  /** The room of a session that is there. */
  Room room(SessionId id) throws Rejection {
    Room room = hub.room(id);
    if (room == null) {
      store.find(id); // says why
      throw expired();
    }
    return room;
  }

  private static Rejection expired() {
    return new Rejection(Code.UNKNOWN_SESSION, "the session has just expired");
  }
}
