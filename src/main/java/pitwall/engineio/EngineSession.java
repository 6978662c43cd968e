package pitwall.engineio;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import pitwall.engineio.Outflow.State;
import pitwall.engineio.Packet.Type;
import pitwall.engineio.SendQueue.Item;

/**
 * One client, over whichever transport it speaks at the moment.
 *
 * <pre>
 *   handshake by GET                                handshake by WebSocket
 *         │                                                   │
 *         ▼              2probe                 5             ▼
 *    [ POLLING ] ──────────────────▶ [ UPGRADING ] ────▶ [ WEBSOCKET ]
 *      │     ▲     (answered 3probe)    │     │               │
 *      │     └── probe failed, or late ─┘     │               │
 *      ▼                                      ▼               ▼
 *    ─────────── closed by either side, no answer to a ping, bad packet,
 *                overlapping requests, too much unread ─────────────▶ [ CLOSED ]
 * </pre>
 *
 * <p>What goes out is {@link Outflow}'s affair, which keeps the state, too, and the probe is {@link
 * Upgrade}'s; here is what comes in, and the clock.
 *
 * <p>Thread-safe. The lock guards the fields below it; nothing else is called under it.
 */
public final class EngineSession {
  private final String id;
  private final EngineClient client;
  private final EngineServer server;
  private final Outflow out;
  private final Upgrade upgrade;
  private EngineHandler handler; // set once, before anyone can find the session

  private final Object lock = new Object();
  // Guarded by lock:
  private final PingClock clock;
  private boolean posting;

  EngineSession(String id, EngineClient client, EngineServer server, boolean webSocket) {
    this.id = id;
    this.client = client;
    this.server = server;
    clock = new PingClock(server.options(), server.now());
    out = new Outflow(server, webSocket, failure -> close(EngineClose.LOST));
    upgrade = new Upgrade(out);
  }

  void open(String greeting, EngineApplication application) {
    out.send(new Item(Packet.of(Type.OPEN, greeting), null, null));
    handler = application.opened(this);
  }

  /** The session's secret name. */
  public String id() {
    return id;
  }

  /** Whether it polls, and does not (yet) use a WebSocket. */
  public boolean isPolling() {
    return !out.isSettled();
  }

  /** Where it came from. */
  public EngineClient client() {
    return client;
  }

  /**
   * Sends a packet after all that were sent before. Never blocks. Who sends on and on without
   * waiting for completions fills the queue, and that ends the session.
   *
   * @param completion called once, with null when the packet has left or with what went wrong; from
   *     any thread, also from within this call; must not block. May be null.
   */
  public void send(Packet packet, Consumer<Throwable> completion) {
    send(packet, completion, null);
  }

  /**
   * Sends a packet and finds out when it has arrived.
   *
   * @param confirmed called once when the client has taken all that was sent up to here; never when
   *     the session ends first. May take the place of an earlier one that has not been called yet.
   *     Null: need not be found out.
   */
  public void send(Packet packet, Consumer<Throwable> completion, Runnable confirmed) {
    if (!out.send(new Item(packet, completion, confirmed))) {
      close(EngineClose.UNREAD); // unless it is closed, which may be why
      if (completion != null) {
        completion.accept(new IOException("the session is closed"));
      }
    }
  }

  /** Ends the session. Does not wait; does nothing when it has ended. */
  public void close(EngineClose reason) {
    close(reason, Packet.CLOSE);
  }

  private void close(EngineClose reason, Packet lastWord) {
    List<Item> leftovers = out.close(lastWord);
    if (leftovers == null) {
      return;
    }
    server.left(this);
    if (!out.isParting()) {
      server.forget(this);
    }
    upgrade.end(reason);
    Wire wire = out.wire();
    if (wire != null) {
      wire.close(reason);
    }
    try {
      handler.closed(reason);
    } catch (RuntimeException e) {
      server.failed(this, e);
    }
    leftovers.forEach(item -> item.complete(new IOException("the session has closed")));
  }

  /**
   * Ends the session when this time has passed.
   *
   * @param time null to take an earlier one back
   */
  public void expireAfter(Duration time) {
    synchronized (lock) {
      clock.expireAfter(time, server.now());
    }
  }

  /** A GET has come. */
  void poll(Poll poll) {
    EngineError refusal = out.poll(poll);
    if (refusal != null) {
      if (out.state() != State.WEBSOCKET) {
        close(EngineClose.OVERLAP);
      }
      poll.refuse(refusal);
    } else if (out.state() == State.CLOSED) {
      server.forget(this); // that was the parting word
    }
  }

  /** A GET's client went away, before the response or in the middle of it. */
  void pollLost() {
    if (out.state() != State.WEBSOCKET) { // else it was the last poll's end, which nobody needs
      close(EngineClose.LOST);
    }
  }

  /**
   * A POST has begun. {@link #posted} or {@link #close} must follow unless it is refused.
   *
   * @return why it is refused, null when it is not
   */
  EngineError posts() {
    State state = out.state();
    if (state == State.CLOSED) {
      return EngineError.UNKNOWN_SID;
    }
    if (state == State.WEBSOCKET) {
      return EngineError.BAD_REQUEST;
    }
    boolean overlaps;
    synchronized (lock) {
      overlaps = posting;
      posting = true;
    }
    if (overlaps) {
      close(EngineClose.OVERLAP);
      return EngineError.BAD_REQUEST;
    }
    if (out.state() == State.WEBSOCKET) { // since a moment: whichever came second sees the other
      synchronized (lock) {
        posting = false;
      }
      return EngineError.BAD_REQUEST;
    }
    return null;
  }

  /**
   * A POST's body is there.
   *
   * @return why it is refused, null when it was taken
   */
  EngineError posted(String body) {
    try {
      Payload.read(body, this::receive);
      return null;
    } catch (BadPacketException e) {
      close(EngineClose.BAD_PACKET);
      return EngineError.BAD_REQUEST;
    } finally {
      synchronized (lock) {
        posting = false;
      }
    }
  }

  /** A WebSocket has opened: the session's first transport, or one that wants to be its next. */
  void attach(Wire wire) {
    if (!out.open(wire)) {
      upgrade.attach(wire, server.now());
    }
  }

  /** A packet has come over a WebSocket. Called for one at a time. */
  void received(Wire from, Packet packet) {
    if (from == out.wire()) {
      try {
        receive(packet);
      } catch (BadPacketException e) {
        close(EngineClose.BAD_PACKET);
      }
    } else if (packet.is(Type.PING, "probe")) {
      upgrade.probed(from);
    } else if (packet.is(Type.UPGRADE, "")) {
      upgraded(from);
    } else {
      upgrade.fail(from, EngineClose.BAD_PROBE);
    }
  }

  private void upgraded(Wire from) {
    if (!upgrade.upgraded(from)) {
      return;
    }
    boolean overlaps;
    synchronized (lock) {
      overlaps = posting; // two threads would deliver messages
    }
    if (overlaps) {
      close(EngineClose.OVERLAP);
    }
  }

  /** A WebSocket has closed, or what came over it ends it. */
  void wireLost(Wire lost, EngineClose reason) {
    if (lost == out.wire()) {
      close(reason);
    } else {
      upgrade.fail(lost, reason);
    }
  }

  /** Whether it is enough to look at this session about 20 times a ping time-out. */
  boolean isSettled() {
    return out.isSettled();
  }

  /** Time has passed. */
  void tick() {
    closeIfOverdue();
    if (out.tick()) {
      server.forget(this);
      return;
    }
    long now = server.now();
    boolean pings;
    synchronized (lock) {
      pings = clock.pingsNow(now);
    }
    upgrade.tick(now, server.options().upgradeTimeout().toNanos());
    if (pings) {
      send(Packet.PING, null);
    }
  }

  /** Closes the session when its time is up, to the nanosecond, whenever the last tick was. */
  boolean closeIfOverdue() {
    EngineClose reason;
    synchronized (lock) {
      reason = clock.overdue(server.now());
    }
    if (reason != null) {
      close(reason);
    }
    return reason != null;
  }

  /** Takes a packet; false when no more are wanted. */
  private boolean receive(Packet packet) throws BadPacketException {
    if (out.state() == State.CLOSED) {
      return false;
    }
    synchronized (lock) {
      clock.heard(server.now());
      if (packet.type() == Type.PONG) {
        clock.pong(server.now());
      }
    }
    switch (packet.type()) {
      case MESSAGE -> deliver(packet);
      case CLOSE -> close(EngineClose.BY_CLIENT, Packet.NOOP);
      case PING -> throw new BadPacketException("in this revision clients do not ping");
      // A PONG is noted; OPEN, UPGRADE and NOOP mean nothing here, the reference ignores them.
      default -> deliver(packet);
    }
    return true;
  }

  private void deliver(Packet packet) {
    try {
      if (packet.type() != Type.MESSAGE) {
        handler.idle();
      } else if (packet.data() != null) {
        handler.binary(packet.data());
      } else {
        handler.message(packet.text());
      }
    } catch (RuntimeException e) {
      server.failed(this, e);
      close(EngineClose.FAILED);
    }
  }

  /** For the log: the id is a secret. */
  @Override
  public String toString() {
    return "Engine.IO session " + id.substring(0, 4) + "… from " + client.address();
  }
}
