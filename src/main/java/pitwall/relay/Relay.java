package pitwall.relay;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import pitwall.config.Settings;
import pitwall.hub.CloseCode;
import pitwall.hub.Frame;
import pitwall.hub.Hub;
import pitwall.hub.Outbox;
import pitwall.hub.Room;
import pitwall.hub.Viewer;
import pitwall.message.Code;
import pitwall.message.Inbound;
import pitwall.message.Inbound.JoinSession;
import pitwall.message.Inbound.LeaveSession;
import pitwall.message.Inbound.Publication;
import pitwall.message.Inbound.RequestSessionId;
import pitwall.message.Inbound.SetupData;
import pitwall.message.Inbound.TelemetryUpdate;
import pitwall.message.JsonText;
import pitwall.message.Outbound;
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
  private volatile boolean leaving;

  /** For the container's proxy. */
  protected Relay() {}

  @Inject
  public Relay(Settings settings, SessionStore store, Hub hub) {
    this.settings = settings;
    this.store = store;
    this.hub = hub;
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
    Peer peer = new Peer(connections.incrementAndGet(), role, address, baseUrl, outbox);
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
    if (!peer.leave(session -> exit(session, peer), session -> stopPublishing(session, peer))) {
      return;
    }
    journal.disconnected(peer, reason);
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
      join(peer, join.sessionId());
    } else if (message instanceof LeaveSession leave) {
      leave(peer, leave.sessionId());
    } else if (message instanceof RequestSessionId) {
      assign(peer);
    }
  }

  /** Tells a sender why its message was refused; {@code event} is null when that is not known. */
  public void refuse(Peer peer, Rejection rejection, String event) {
    tally.countRejected(rejection.code());
    journal.rejected(peer, rejection, event);
    peer.outbox()
        .offer(Frame.of(new Outbound.RelayError(rejection.code(), rejection.getMessage(), event)));
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

  private void assign(Peer peer) throws Rejection {
    mustBeMonitor(peer);
    peer.mayCreate(settings.maxSessionsPerMonitor());
    RaceSession session = store.create(claim(peer, null));
    Room room = hub.open(session.id(), session::status);
    tally.countSession();
    journal.sessionCreated(session.id(), peer);
    peer.outbox()
        .offer(
            Frame.of(
                new SessionIdAssigned(
                    session.id(), session.token(), dashboardUrl(peer, session.id()))));
    room.monitorCame(peer.outbox());
    room.run();
    noteOwner(peer, session.id());
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
    boolean changed =
        session.publish(
            claim(peer, message),
            update,
            (stamped, newOwner) -> {
              if (newOwner) {
                room.monitorCame(peer.outbox());
              }
              long timed = stamped.seq() % TIMED == 1 ? arrival : Frame.UNTIMED;
              room.broadcast(Frame.of(stamped.update(), stamped.seq(), stamped.at(), timed));
            });
    room.run();
    if (changed) {
      journal.ownerChanged(session.id(), peer);
      noteOwner(peer, session.id());
    }
  }

  /** Where a monitor's messages go; looked up once, since it sends them to the same place. */
  private Seat seat(Peer peer, SessionId id) throws Rejection {
    Seat seat = peer.seat();
    if (seat == null || !seat.session().id().equals(id)) {
      seat = new Seat(store.find(id), room(id));
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

  private void join(Peer peer, SessionId id) throws Rejection {
    Room room = room(id);
    if (!store.find(id).touch()) {
      throw expired();
    }
    peer.watch(id, settings.maxJoins(), () -> room.join(peer.outbox()));
    room.run();
  }

  private void leave(Peer peer, SessionId id) throws Rejection {
    store.find(id);
    if (peer.unwatch(id)) {
      exit(id, peer);
    }
  }

  private void exit(SessionId id, Peer peer) {
    Room room = hub.room(id);
    RaceSession session = store.get(id);
    if (room != null && session != null) {
      session.touch(); // its time without viewers begins now
      room.leave(peer.outbox());
      room.run();
    }
  }

  private Room room(SessionId id) throws Rejection {
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

  private static Claim claim(Peer peer, Publication message) {
    return new Claim(
        peer.number(), peer.address(), message == null ? null : message.publishToken());
  }

  /** Time has passed: about once a second. */
  public void tick() {
    hub.tick();
    journal.tick();
  }

  /** Forgets idle sessions: about once a minute. */
  public void expire() {
    List<RaceSession> idle = store.expire(id -> hub.viewers(id) > 0);
    for (RaceSession session : idle) {
      hub.close(session.id());
      journal.sessionEnded(session.id(), "expired");
    }
  }

  /**
   * Ends a session before its time: its viewers hear that it is gone, its monitor, with its next
   * message, that it is unknown.
   *
   * @throws Rejection {@code unknown_session}
   */
  public void end(SessionId id) throws Rejection {
    store.end(store.find(id));
    Room room = hub.room(id);
    hub.close(id);
    if (room != null) {
      room.ended();
      room.run();
    }
    journal.sessionEnded(id, "ended by the operator");
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
    return leaving;
  }

  /** The relay stops: everyone is told to come back. */
  public void shutDown() {
    leave();
    hub.closeAll(CloseCode.GOING_AWAY);
  }
}
