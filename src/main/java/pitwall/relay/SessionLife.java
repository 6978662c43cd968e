package pitwall.relay;

import java.util.Objects;
import java.util.stream.Stream;
import pitwall.access.Limits;
import pitwall.config.Settings;
import pitwall.hub.Frame;
import pitwall.hub.Hub;
import pitwall.hub.Room;
import pitwall.message.Inbound.EndSession;
import pitwall.message.Inbound.RequestSessionId;
import pitwall.message.Inbound.RotateSession;
import pitwall.message.Outbound.SessionEnded;
import pitwall.message.Outbound.SessionIdAssigned;
import pitwall.message.Rejection;
import pitwall.message.SessionId;
import pitwall.session.RaceSession;
import pitwall.session.SessionStore;

/**
 * How sessions begin, change hands, go on under other ids and end: what the store and the hub have
 * to learn together.
 *
 * <pre>
 *                  its connection ends
 *   created ─▶ OWNED ────────────────▶ LEFT ── idle for too long, or in the way ──▶ over
 *               │  ▲ ◀── taken over ────┘
 *               │  └── rotated: under another id
 *               └───── ended by its owner, or the operator ─────────────────────────▶ over
 * </pre>
 *
 * <p>Thread-safe. A session is over in the store before its room hears of it.
 */
final class SessionLife {
  private final Settings settings;
  private final SessionStore store;
  private final Hub hub;
  private final Limits limits;
  private final Tally tally;
  private final Journal journal;

  SessionLife(
      Settings settings, SessionStore store, Hub hub, Limits limits, Tally tally, Journal journal) {
    this.settings = settings;
    this.store = store;
    this.hub = hub;
    this.limits = limits;
    this.tally = tally;
    this.journal = journal;
  }

  void create(Peer peer, RequestSessionId request) throws Rejection {
    peer.mustBeMonitor();
    peer.mayCreate(settings.maxSessionsPerMonitor(), this::isOver);
    limits.create(peer.address());
    RaceSession session = store.create(peer.claim(null), request.pin());
    tally.countSession();
    journal.sessionCreated(session.id(), peer);
    assign(peer, session, hub.open(session.id(), session::status));
  }

  void rotate(Peer peer, RotateSession message) throws Rejection {
    peer.mustBeMonitor();
    limits.create(peer.address()); // it costs as much
    SessionId old = message.sessionId();
    RaceSession session = store.rotate(old, peer.claim(message.publishToken()), message.pin());
    journal.sessionRotated(old, session.id(), peer);
    Room room = hub.open(session.id(), session::status);
    Stream.of(session.state().setup(), session.state().telemetry())
        .filter(Objects::nonNull)
        .forEach(known -> room.broadcast(Frame.of(known.update(), known.seq(), known.at())));
    close(old, "rotated");
    peer.unpublish(old);
    assign(peer, session, room);
  }

  void end(Peer peer, EndSession message) throws Rejection {
    peer.mustBeMonitor();
    store.end(message.sessionId(), peer.claim(message.publishToken()));
    journal.sessionEnded(message.sessionId(), "ended by its monitor");
    close(message.sessionId(), "ended");
    peer.unpublish(message.sessionId());
  }

  /**
   * Ends a session, whoever owns it.
   *
   * @throws Rejection {@code unknown_session}
   */
  void end(SessionId id) throws Rejection {
    store.end(id);
    journal.sessionEnded(id, "ended by the operator");
    close(id, "ended");
  }

  /** The store has forgotten a session. */
  void over(RaceSession session, String why) {
    journal.sessionEnded(session.id(), why);
    close(session.id(), "ended");
  }

  private void close(SessionId id, String reason) {
    Room room = hub.close(id);
    if (room != null) {
      room.end(Frame.of(new SessionEnded(id, reason)));
      room.run();
    }
  }

  private boolean isOver(SessionId id) {
    return store.get(id) == null;
  }

  private void assign(Peer peer, RaceSession session, Room room) {
    peer.outbox()
        .offer(
            Frame.of(
                new SessionIdAssigned(
                    session.id(), session.token(), dashboardUrl(peer, session.id()))));
    room.monitorCame(peer.outbox());
    room.run();
    ownerCame(session.id(), peer);
    if (isOver(session.id())) {
      close(session.id(), "ended"); // by the operator, before it had this room
    }
  }

  private String dashboardUrl(Peer peer, SessionId id) {
    String base = settings.publicUrl().isEmpty() ? peer.baseUrl() : settings.publicUrl();
    return base + "/dashboard/" + id.value();
  }

  /** The store has taken a connection for a session's owner. */
  void ownerCame(SessionId id, Peer peer) {
    if (!peer.publishes(id)) {
      ownerLeft(id, peer); // its connection has ended in this very moment
    }
  }

  /** A connection has ended that has owned a session, and may still. */
  void ownerLeft(SessionId id, Peer peer) {
    Room room = hub.room(id);
    RaceSession session = store.get(id);
    if (room != null && session != null && session.monitorLeft(peer.number())) {
      room.monitorLeft(peer.outbox());
      room.run();
    }
  }
}
