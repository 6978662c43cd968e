package pitwall.relay;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import pitwall.access.Limits;
import pitwall.access.ViewerTokens;
import pitwall.config.Rate;
import pitwall.config.Settings;
import pitwall.hub.CloseCode;
import pitwall.hub.Frame;
import pitwall.hub.Hub;
import pitwall.hub.Outbox;
import pitwall.hub.Room;
import pitwall.hub.Viewer;
import pitwall.message.Code;
import pitwall.message.Inbound;
import pitwall.message.Inbound.EndSession;
import pitwall.message.Inbound.JoinSession;
import pitwall.message.Inbound.LeaveSession;
import pitwall.message.Inbound.OfOwner;
import pitwall.message.Inbound.Publication;
import pitwall.message.Inbound.RequestSessionId;
import pitwall.message.Inbound.RotateSession;
import pitwall.message.Inbound.SetupData;
import pitwall.message.Inbound.TelemetryUpdate;
import pitwall.message.JsonText;
import pitwall.message.Outbound;
import pitwall.message.Outbound.SessionEnded;
import pitwall.message.Outbound.SessionIdAssigned;
import pitwall.message.Outbound.Update;
import pitwall.message.Rejection;
import pitwall.message.SessionId;
import pitwall.session.Claim;
import pitwall.session.RaceSession;
import pitwall.session.SessionStore;

/**
 * The way of every message, whatever transport it came by.
 *
 * <pre>
 *   endpoint ── receive ──▶ check ──▶ store ──▶ broadcast ──▶ each viewer's outbox
 *                             └── Rejection: an error to the sender, nothing to anyone else
 * </pre>
 *
 * <p>Thread-safe. One connection's messages are to be given one after the other; nothing here waits
 * for a viewer.
 */
@ApplicationScoped
public class Relay {
  private static final int TIMED = 16; // one message of so many

  private final AtomicLong connections = new AtomicLong();
  private final Tally tally = new Tally();
  private final Journal journal = new Journal();
  private Settings settings;
  private SessionStore store;
  private Hub hub;
  private Limits limits;
  private Watching watching;
  private volatile boolean leaving;
  private volatile boolean stopped; // and the store with it: nobody is left to be told

  /** For the container's proxy. */
  protected Relay() {}

  @Inject
  public Relay(
      Settings settings,
      SessionStore store,
      Hub hub,
      ViewerDoor door,
      ViewerTokens tokens,
      Limits limits) {
    this.settings = settings;
    this.store = store;
    this.hub = hub;
    this.limits = limits;
    this.watching = new Watching(settings, store, hub, door, tokens);
  }

  /**
   * A connection has opened.
   *
   * @param address where it comes from, empty when that cannot be told
   * @param baseUrl where it reached this relay, without a slash at the end
   * @return to be given with everything that it says
   */
  public Peer connect(Viewer viewer, Role role, String address, String baseUrl) {
    Outbox outbox = new Outbox(viewer, settings, hub.traffic(), System::nanoTime);
    Peer peer =
        new Peer(connections.incrementAndGet(), role, address, baseUrl, outbox, limits.messages());
    hub.connected(outbox);
    journal.connected(peer);
    return peer;
  }

  /**
   * A connection has ended, by whichever side. Saying it twice changes nothing.
   *
   * @param reason for the log; no text of the client's
   */
  public void disconnect(Peer peer, String reason) {
    hub.disconnected(peer.outbox());
    if (peer.leave(
        stopped ? s -> {} : s -> watching.exit(s, peer),
        stopped ? s -> {} : s -> stopPublishing(s, peer))) {
      journal.disconnected(peer, reason);
    }
  }

  /**
   * A message has come, whatever it says. To be asked before anything is done with it.
   *
   * @return false when it is one too many: it is to be dropped, the sender knows
   */
  public boolean admits(Peer peer) {
    return switch (peer.messages().take()) {
      case PASS -> true;
      case REFUSE -> {
        refuse(peer, tooManyMessages(), null);
        yield false;
      }
      case IGNORE -> false;
      case END -> {
        peer.outbox().end(CloseCode.FLOOD);
        yield false;
      }
    };
  }

  private Rejection tooManyMessages() {
    Rate rate = settings.access().messageRate();
    return new Rejection(
        Code.RATE_LIMITED,
        "more than %d messages in %d s: those beyond are dropped, slow down"
            .formatted(rate.amount(), Math.max(1, rate.per().toSeconds())));
  }

  /**
   * Takes a message.
   *
   * @throws Rejection when it is refused; nothing has changed then
   */
  public void receive(Peer peer, Inbound message) throws Rejection {
    tally.countReceived(message);
    if (message instanceof TelemetryUpdate telemetry) {
      mustBeMonitor(peer);
      check(telemetry.telemetry(), settings.maxTelemetryBytes(), "telemetry");
      publish(
          peer,
          telemetry,
          new Outbound.TelemetryUpdate(telemetry.sessionId(), telemetry.telemetry()));
    } else if (message instanceof SetupData setup) {
      mustBeMonitor(peer);
      check(setup.setup(), settings.maxSetupBytes(), "setup");
      publish(
          peer,
          setup,
          new Outbound.SetupUpdate(setup.sessionId(), setup.timestamp(), setup.setup()));
    } else if (message instanceof JoinSession join) {
      watching.join(peer, join);
    } else if (message instanceof LeaveSession leave) {
      watching.leave(peer, leave.sessionId());
    } else if (message instanceof RequestSessionId request) {
      create(peer, request);
    } else if (message instanceof RotateSession rotate) {
      rotate(peer, rotate);
    } else if (message instanceof EndSession end) {
      end(peer, end);
    }
  }

  /** Tells a sender why its message was refused; {@code event} is null when that is not known. */
  public void refuse(Peer peer, Rejection rejection, String event) {
    tally.countRejected(rejection.code());
    journal.rejected(peer, rejection, event);
    peer.outbox()
        .offer(Frame.of(new Outbound.RelayError(rejection.code(), rejection.getMessage(), event)));
  }

  /** Somebody was refused without a connection; where: {@code api}, {@code handshake}, … */
  public void turnedAway(String address, Rejection rejection, String where) {
    tally.countRejected(rejection.code());
    journal.turnedAway(address, rejection, where);
  }

  /** The relay itself has failed over a message. The sender's connection ends, nobody else's. */
  public void broke(Peer peer, RuntimeException bug) {
    tally.countFailure();
    journal.failed(peer, bug);
    peer.outbox().end(CloseCode.FAILED);
  }

  /** A connection's transport has failed; its end follows. Nothing of it concerns anyone else. */
  public void failed(Peer peer, Throwable thrown) {
    journal.broken(peer, thrown);
  }

  private void create(Peer peer, RequestSessionId request) throws Rejection {
    mustBeMonitor(peer);
    peer.mayCreate(settings.maxSessionsPerMonitor(), this::isOver);
    limits.create(peer.address());
    RaceSession session = store.create(claim(peer, null), request.pin());
    tally.countSession();
    journal.sessionCreated(session.id(), peer);
    assign(peer, session, hub.open(session.id(), session::status));
  }

  private void rotate(Peer peer, RotateSession message) throws Rejection {
    mustBeMonitor(peer);
    limits.create(peer.address()); // it costs as much
    RaceSession session = store.rotate(message.sessionId(), claim(peer, message), message.pin());
    journal.sessionRotated(message.sessionId(), session.id(), peer);
    Room room = hub.open(session.id(), session::status);
    Stream.of(session.state().setup(), session.state().telemetry())
        .filter(Objects::nonNull)
        .forEach(known -> room.broadcast(Frame.of(known.update(), known.seq(), known.at())));
    close(message.sessionId(), "rotated");
    peer.unpublish(message.sessionId());
    assign(peer, session, room);
  }

  private void end(Peer peer, EndSession message) throws Rejection {
    mustBeMonitor(peer);
    store.end(message.sessionId(), claim(peer, message));
    journal.sessionEnded(message.sessionId(), "ended by its monitor");
    close(message.sessionId(), "ended");
  }

  /**
   * Ends a session, whoever owns it. Those who watch and who publish are told.
   *
   * @throws Rejection {@code unknown_session}
   */
  public void end(SessionId id) throws Rejection {
    store.end(id);
    journal.sessionEnded(id, "ended by the operator");
    close(id, "ended");
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
    noteOwner(peer, session.id());
    if (isOver(session.id())) {
      close(session.id(), "ended"); // by the operator, before it had this room
    }
  }

  private String dashboardUrl(Peer peer, SessionId id) {
    String base = settings.publicUrl().isEmpty() ? peer.baseUrl() : settings.publicUrl();
    return base + "/dashboard/" + id.value();
  }

  private void publish(Peer peer, Publication message, Update update) throws Rejection {
    long arrival = System.nanoTime();
    Seat seat = seat(peer, message.sessionId());
    RaceSession session = seat.session();
    Room room = seat.room();
    Claim claim = claim(peer, message);
    RaceSession.InOrder inOrder =
        (stamped, newOwner) -> {
          if (newOwner) {
            room.monitorCame(peer.outbox());
          }
          long timed = stamped.seq() % TIMED == 1 ? arrival : Frame.UNTIMED;
          room.broadcast(Frame.of(stamped.update(), stamped.seq(), stamped.at(), timed));
        };
    boolean changed;
    try {
      changed = session.publish(claim, update, inOrder);
    } catch (Rejection refusal) {
      if (refusal.code() != Code.SERVER_BUSY || !makeRoom(update)) {
        throw refusal;
      }
      changed = session.publish(claim, update, inOrder);
    }
    room.run();
    if (changed) {
      journal.ownerChanged(session.id(), peer);
      noteOwner(peer, session.id());
    }
  }

  private boolean makeRoom(Update update) {
    List<RaceSession> gone = store.makeRoom(update, id -> hub.viewers(id) > 0);
    gone.forEach(session -> forget(session, "the relay keeps as much as it may"));
    return !gone.isEmpty();
  }

  private void forget(RaceSession session, String why) {
    journal.sessionEnded(session.id(), why);
    close(session.id(), "ended");
  }

  /** Where a monitor's messages go; looked up once, since it sends them to the same place. */
  private Seat seat(Peer peer, SessionId id) throws Rejection {
    Seat seat = peer.seat();
    if (seat == null || !seat.session().id().equals(id)) {
      seat = new Seat(store.find(id), watching.room(id));
      peer.take(seat);
    }
    return seat;
  }

  private void noteOwner(Peer peer, SessionId session) {
    if (!peer.publishes(session)) {
      stopPublishing(session, peer); // its connection has ended in this very moment
    }
  }

  private void stopPublishing(SessionId id, Peer peer) {
    Room room = hub.room(id);
    RaceSession session = store.get(id);
    if (room != null && session != null && session.monitorLeft(peer.number())) {
      room.monitorLeft(peer.outbox());
      room.run();
    }
  }

  private static void mustBeMonitor(Peer peer) throws Rejection {
    if (peer.role() != Role.MONITOR) {
      throw new Rejection(
          Code.NOT_OWNER, "a dashboard cannot publish: monitors connect to /ws/monitor");
    }
  }

  private static void check(JsonText payload, int most, String name) throws Rejection {
    if (payload.text().length() > most / 3 && payload.bytes() > most) {
      throw new Rejection(
          Code.TOO_LARGE, name + " has " + payload.bytes() + " bytes, " + most + " are allowed");
    }
  }

  private static Claim claim(Peer peer, OfOwner message) {
    return new Claim(
        peer.number(), peer.address(), message == null ? null : message.publishToken());
  }

  /** Time has passed: about once a second. */
  public void tick() {
    hub.tick();
    watching.endWhatIsOver(peer -> refuse(peer, Watching.tokenIsOver(), "join_session"));
    journal.tick();
  }

  /** Forgets idle sessions: about once a minute. */
  public void expire() {
    store.expire(id -> hub.viewers(id) > 0).forEach(session -> forget(session, "expired"));
  }

  /** What has come in so far. */
  public Tally tally() {
    return tally;
  }

  /** The relay is about to stop, or to be relieved: no new connections, please. */
  public void leave() {
    leaving = true;
  }

  /** It goes on after all. */
  public void stay() {
    leaving = false;
  }

  /** Whether new connections are to go elsewhere. */
  public boolean isLeaving() {
    return leaving || stopped;
  }

  /** The relay stops: everyone is told to come back. */
  public void shutDown() {
    stopped = true;
    hub.closeAll(CloseCode.GOING_AWAY);
  }
}
