package pitwall.relay;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.atomic.AtomicLong;
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
import pitwall.message.Inbound.Publication;
import pitwall.message.Inbound.RequestSessionId;
import pitwall.message.Inbound.RotateSession;
import pitwall.message.Inbound.SetupData;
import pitwall.message.Inbound.TelemetryUpdate;
import pitwall.message.JsonText;
import pitwall.message.Outbound;
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
  private SessionLife life;
  private volatile boolean leaving;
  private volatile boolean stopped; // the store may be, too, and nobody is left to be told

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
    this.life = new SessionLife(settings, store, hub, limits, tally, journal);
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
    if (stopped) { // perhaps since everyone was told
      outbox.end(CloseCode.GOING_AWAY);
    }
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
        stopped ? s -> {} : s -> watching.left(s, peer),
        stopped ? s -> {} : s -> life.ownerLeft(s, peer))) {
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
      peer.mustBeMonitor();
      check(telemetry.telemetry(), settings.maxTelemetryBytes(), "telemetry");
      publish(
          peer,
          telemetry,
          new Outbound.TelemetryUpdate(telemetry.sessionId(), telemetry.telemetry()));
    } else if (message instanceof SetupData setup) {
      peer.mustBeMonitor();
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
      life.create(peer, request);
    } else if (message instanceof RotateSession rotate) {
      life.rotate(peer, rotate);
    } else if (message instanceof EndSession end) {
      life.end(peer, end);
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

  /**
   * Ends a session, whoever owns it. Those who watch and who publish are told.
   *
   * @throws Rejection {@code unknown_session}
   */
  public void end(SessionId id) throws Rejection {
    life.end(id);
  }

  private void publish(Peer peer, Publication message, Update update) throws Rejection {
    long arrival = System.nanoTime();
    Seat seat = seat(peer, message.sessionId());
    RaceSession session = seat.session();
    Room room = seat.room();
    Claim claim = peer.claim(message.publishToken());
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
      if (refusal.code() != Code.SERVER_BUSY) {
        throw refusal;
      }
      makeRoom(update);
      changed = session.publish(claim, update, inOrder);
    }
    room.run();
    if (changed) {
      journal.ownerChanged(session.id(), peer);
      life.ownerCame(session.id(), peer);
    }
  }

  private void makeRoom(Update update) {
    store
        .makeRoom(update, id -> hub.viewers(id) > 0)
        .forEach(session -> life.over(session, "the relay keeps as much as it may"));
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

  private static void check(JsonText payload, int most, String name) throws Rejection {
    if (payload.text().length() > most / 3 && payload.bytes() > most) {
      throw new Rejection(
          Code.TOO_LARGE, name + " has " + payload.bytes() + " bytes, " + most + " are allowed");
    }
  }

  /** Time has passed: about once a second. */
  public void tick() {
    hub.tick();
    watching.endWhatIsOver(peer -> refuse(peer, Watching.tokenIsOver(), "join_session"));
    journal.tick();
  }

  /** Forgets idle sessions: about once a minute. */
  public void expire() {
    store.expire(id -> hub.viewers(id) > 0).forEach(session -> life.over(session, "expired"));
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
