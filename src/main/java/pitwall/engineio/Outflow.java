package pitwall.engineio;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import pitwall.engineio.SendQueue.Item;

/**
 * One session's packets on their way out, over the transport that is in use: the session's state is
 * kept here, since it decides who may carry a packet.
 *
 * <p>Packets wait in one queue and leave it in order: while POLLING when a GET is there to carry
 * them, up to {@value Payload#MAX_SENT} at once; over the WEBSOCKET one at a time, each after the
 * last one's completion; while UPGRADING not at all, and a GET that comes then goes away empty. So
 * an upgrade loses, doubles and reorders nothing.
 *
 * <p>Completions are called <em>while</em> a response is put together, so what a sender hands over
 * in answer to one still gets in. That is why nothing needs to be acknowledged before it leaves: a
 * sender with one packet in flight keeps all the others with itself while no GET waits, where it
 * may skip what has grown old, and still several travel in one response. A client that does not
 * poll costs one packet here.
 *
 * <p>Thread-safe. The lock guards the fields below it; polls, wires and completions are called
 * outside of it, by one thread at a time: whoever finds another at it leaves the work to that one.
 */
final class Outflow {
  enum State {
    POLLING,
    UPGRADING,
    WEBSOCKET,
    CLOSED
  }

  private static final int MAX_RESPONSE = 256 * 1024;
  // Two requests that a client sends at the same moment may be served in either order. So while
  // UPGRADING a GET is held for a moment, as the 5 that makes it wrong may be on its way; and after
  // the client's 1 the GET that it ends may still come.
  private static final long GRACE_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  private final Consumer<Throwable> failures;
  private final EngineServer server;

  private volatile boolean settled; // written under the lock

  private final Object lock = new Object();
  // Guarded by lock:
  private final SendQueue queue;
  private State state;
  private List<Runnable> unconfirmed = List.of(); // in the last response
  private Poll poll;
  private long pollSince;
  private boolean pollReleased;
  private Packet lastWord;
  private boolean parting;
  private long closedSince;
  private Wire wire;
  private boolean sending;
  private boolean draining;

  /**
   * @param failures hears when a WebSocket did not take a packet or a completion threw
   */
  Outflow(EngineServer server, boolean webSocket, Consumer<Throwable> failures) {
    this.server = server;
    this.failures = failures;
    EngineOptions options = server.options();
    queue = new SendQueue(options.maxWaitingPackets(), options.maxWaitingSize());
    state = webSocket ? State.WEBSOCKET : State.POLLING;
  }

  /** Whether packets go over a WebSocket, so that nothing here waits for a moment to pass. */
  boolean isSettled() {
    return settled;
  }

  State state() {
    synchronized (lock) {
      return state;
    }
  }

  /** The WebSocket in use, null when there is none. */
  Wire wire() {
    synchronized (lock) {
      return wire;
    }
  }

  /** Queues a packet and sends what can be sent; false when it is closed or too much waits. */
  boolean send(Item item) {
    Wire free;
    synchronized (lock) {
      if (state == State.CLOSED) {
        return false;
      }
      boolean idle = settled && !draining && !sending && queue.isEmpty();
      free = idle ? wire : null;
      if (free == null && !queue.add(item)) {
        return false;
      }
      draining |= idle;
      sending |= idle;
    }
    if (free != null) { // the usual case: nothing has to be put down for it
      transmit(free, item);
      drainOn();
    } else {
      drain();
    }
    return true;
  }

  /**
   * A GET waits for packets.
   *
   * @return why it may not, null when it may
   */
  EngineError poll(Poll newPoll) {
    List<Runnable> confirmed;
    synchronized (lock) {
      if (state == State.CLOSED && !parting) {
        return EngineError.UNKNOWN_SID;
      }
      parting = false;
      if (state == State.WEBSOCKET || poll != null) {
        return EngineError.BAD_REQUEST;
      }
      poll = newPoll;
      pollSince = server.now();
      pollReleased = false;
      confirmed = takeUnconfirmed();
    }
    confirmed.forEach(Runnable::run); // who asks again has read the last answer
    drain();
    return null;
  }

  /** The first WebSocket of a session that began as one; false when that is not what it is. */
  boolean open(Wire first) {
    synchronized (lock) {
      if (state != State.WEBSOCKET || wire != null) {
        return false;
      }
      wire = first;
      settled = true;
    }
    drain();
    return true;
  }

  /** POLLING becomes UPGRADING: packets stay here until it is decided. */
  boolean hold() {
    synchronized (lock) {
      if (state != State.POLLING) {
        return false;
      }
      state = State.UPGRADING;
      pollReleased = true;
    }
    drain();
    return true;
  }

  /** UPGRADING becomes POLLING again. */
  void resume() {
    synchronized (lock) {
      if (state == State.UPGRADING) {
        state = State.POLLING;
      }
    }
    drain();
  }

  /** UPGRADING becomes WEBSOCKET; false when it was no longer UPGRADING. */
  boolean upgrade(Wire newWire) {
    List<Runnable> confirmed;
    synchronized (lock) {
      if (state != State.UPGRADING) {
        return false;
      }
      state = State.WEBSOCKET;
      wire = newWire;
      settled = true;
      confirmed = takeUnconfirmed();
    }
    confirmed.forEach(Runnable::run);
    drain();
    return true;
  }

  private List<Runnable> takeUnconfirmed() {
    List<Runnable> taken = unconfirmed;
    unconfirmed = List.of();
    return taken;
  }

  /**
   * Anything becomes CLOSED.
   *
   * @param last what a GET that waits is answered with; a NOOP also one that is about to come
   * @return what has not left, to be completed by the caller; null when it was CLOSED
   */
  List<Item> close(Packet last) {
    List<Item> leftovers;
    synchronized (lock) {
      if (state == State.CLOSED) {
        return null;
      }
      parting = last == Packet.NOOP && state != State.WEBSOCKET && poll == null;
      state = State.CLOSED;
      settled = false;
      closedSince = server.now();
      lastWord = last;
      leftovers = queue.takeAll();
    }
    drain();
    return leftovers;
  }

  /** Whether it is CLOSED and still owes its client's last GET an answer. */
  boolean isParting() {
    synchronized (lock) {
      return parting;
    }
  }

  /** Time has passed; true when it is CLOSED and owes nobody anything. */
  boolean tick() {
    boolean over;
    synchronized (lock) {
      long now = server.now();
      if (state == State.UPGRADING && poll != null && now - pollSince >= GRACE_NANOS) {
        pollReleased = true;
      }
      over = state == State.CLOSED && (!parting || now - closedSince >= GRACE_NANOS);
    }
    drain();
    return over;
  }

  private void drain() {
    synchronized (lock) {
      if (draining) {
        return;
      }
      draining = true;
    }
    drainOn();
  }

  private void drainOn() {
    List<Packet> response = new ArrayList<>();
    while (true) {
      Item item = null;
      Wire carrier = null;
      Poll answered = null;
      synchronized (lock) {
        if (poll != null && state == State.POLLING && !queue.isEmpty() && hasRoom(response)) {
          item = queue.take();
          response.add(item.packet());
          if (item.confirmed() != null) {
            unconfirmed = new ArrayList<>(unconfirmed);
            unconfirmed.add(item.confirmed());
          }
        } else if (poll != null && mayAnswer(response)) {
          answered = poll;
          poll = null;
        } else if (state == State.WEBSOCKET && wire != null && !sending && !queue.isEmpty()) {
          item = queue.take();
          carrier = wire;
          sending = true;
        } else {
          draining = false;
          return;
        }
      }
      if (carrier != null) {
        transmit(carrier, item);
      } else if (item != null) {
        complete(item, null);
      } else {
        answer(answered, response);
        response = new ArrayList<>();
      }
    }
  }

  private void answer(Poll poll, List<Packet> response) {
    try {
      if (response.isEmpty()) {
        poll.refuse(EngineError.BAD_REQUEST);
      } else {
        poll.answer(response);
      }
    } catch (RuntimeException | Error e) { // the container's: ends this session and no other
      failures.accept(e);
    }
  }

  private static boolean hasRoom(List<Packet> response) {
    int size = 0;
    for (Packet packet : response) {
      size += packet.size();
    }
    return response.size() < Payload.MAX_SENT && size < MAX_RESPONSE;
  }

  /**
   * Whether the GET that waits is to be answered now; adds what the state asks for. A response that
   * stays empty is a refusal: the session has gone over to its WebSocket.
   */
  private boolean mayAnswer(List<Packet> response) {
    switch (state) {
      case CLOSED -> response.add(lastWord);
      case UPGRADING -> {
        if (response.isEmpty() && pollReleased) {
          response.add(Packet.NOOP);
        }
      }
      case WEBSOCKET -> {
        return true;
      }
      case POLLING -> {
        // whatever it has gathered
      }
    }
    return !response.isEmpty();
  }

  private void transmit(Wire carrier, Item item) {
    try {
      carrier.send(item.packet(), failure -> transmitted(item, failure), item.confirmed());
    } catch (RuntimeException | Error e) {
      transmitted(item, e);
    }
  }

  private void transmitted(Item item, Throwable failure) {
    synchronized (lock) {
      sending = false;
    }
    complete(item, failure);
    if (failure != null) {
      failures.accept(failure);
    } else {
      drain();
    }
  }

  private void complete(Item item, Throwable failure) {
    try {
      item.complete(failure);
    } catch (RuntimeException | Error e) { // must not leave the queue to nobody
      failures.accept(e);
    }
  }
}
