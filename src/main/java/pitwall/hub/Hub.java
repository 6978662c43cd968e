package pitwall.hub;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import pitwall.message.Outbound.SessionStatus;
import pitwall.message.SessionId;

/**
 * All connections of this node and all rooms.
 *
 * <p>Thread-safe.
 */
@ApplicationScoped
public class Hub {
  private final ConcurrentHashMap<SessionId, Room> rooms = new ConcurrentHashMap<>();
  private final Set<Outbox> connections = ConcurrentHashMap.newKeySet();
  private final Traffic traffic = new Traffic();
  private final LongSupplier nanoTime;

  /** A hub on the system's clock. */
  public Hub() {
    this(System::nanoTime);
  }

  /**
   * @param nanoTime counts nanoseconds, as {@link System#nanoTime} does
   */
  public Hub(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Opens the room of a new session.
   *
   * @param status the session's status, given the number of its viewers
   */
  public Room open(SessionId session, IntFunction<SessionStatus> status) {
    Room room = new Room(status, nanoTime);
    rooms.put(session, room);
    return room;
  }

  /** The room of a session, null when there is none (any more). */
  public Room room(SessionId session) {
    return rooms.get(session);
  }

  /** Forgets the room of a session that is over; gives it, null when there was none. */
  public Room close(SessionId session) {
    return rooms.remove(session);
  }

  /** How many watch a session. */
  public int viewers(SessionId session) {
    Room room = rooms.get(session);
    return room == null ? 0 : room.viewers();
  }

  /** A connection has opened. */
  public void connected(Outbox outbox) {
    connections.add(outbox);
  }

  /** A connection has ended. */
  public void disconnected(Outbox outbox) {
    connections.remove(outbox);
    outbox.shut();
  }

  /** What all connections together have been sent so far. */
  public Traffic traffic() {
    return traffic;
  }

  /** Looks at each connection, which is more than a counter costs. */
  public Census census() {
    Map<Transport, Integer> transports = new EnumMap<>(Transport.class);
    long waiting = 0;
    int skipping = 0;
    for (Outbox outbox : connections) {
      transports.merge(outbox.transport(), 1, Integer::sum);
      waiting += outbox.waiting();
      skipping += outbox.isSkipping() ? 1 : 0;
    }
    return new Census(transports, waiting, skipping);
  }

  /** How many connections are open, monitors and viewers together. */
  public int connections() {
    return connections.size();
  }

  /**
   * Time has passed: closes slow viewers, tells what has grown stale and who is being skipped
   * ahead. About once a second.
   */
  public void tick() {
    connections.forEach(Outbox::tick);
    rooms.values().forEach(Room::tick);
  }

  /**
   * Ends every connection and forgets every room: the relay stops. A server may hold on to a few
   * objects of an application that has gone, which should not lead to all that it knew.
   */
  public void closeAll(CloseCode code) {
    connections.forEach(outbox -> outbox.end(code));
    rooms.clear();
  }
}
