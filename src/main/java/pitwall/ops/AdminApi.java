package pitwall.ops;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import pitwall.hub.Census;
import pitwall.hub.CloseCode;
import pitwall.hub.Hub;
import pitwall.hub.Room;
import pitwall.hub.Traffic;
import pitwall.hub.Transport;
import pitwall.message.Code;
import pitwall.message.Outbound.SessionStatus;
import pitwall.message.Rejection;
import pitwall.relay.Relay;
import pitwall.relay.Tally;
import pitwall.session.RaceSession;
import pitwall.session.SessionStore;

/**
 * What the operator sees and may do. Sessions are named by a number: an operator need not know a
 * secret to end a session.
 *
 * <p>Thread-safe.
 */
@ApplicationScoped
public class AdminApi {
  private static final int MOST_SESSIONS = 500;

  private Hub hub;
  private Relay relay;
  private SessionStore store;
  private Condition condition;
  private Heap heap;
  private Doorkeeper doorkeeper;

  /**
   * How the relay does; what counts, counts from its start.
   *
   * @param problem why it takes no new connections, null when it does
   * @param heapPercent in use after the last collection that looked at old objects
   * @param leaving whether it is about to stop
   * @param connections by transport
   * @param waiting characters of frames that wait for all connections
   * @param skipping connections too slow for all telemetry, now
   * @param in messages that came, by event
   * @param rejected messages refused, by code
   * @param closed connections that the relay ended, by code
   * @param refused connections that were not let in
   * @param sessionCount how many sessions there are, shown or not
   * @param sessions the newest of them first
   */
  public record Overview(
      String problem,
      int heapPercent,
      boolean leaving,
      Map<String, Long> connections,
      long waiting,
      int skipping,
      Map<String, Long> in,
      long out,
      long deliveries,
      long conflated,
      Map<String, Long> rejected,
      Map<String, Long> closed,
      long refused,
      long failures,
      int sessionCount,
      List<Session> sessions) {}

  /**
   * One session.
   *
   * @param id its first 8 characters
   * @param slow how many of its viewers are being skipped ahead
   * @param updates how many setups and telemetry messages it has had
   * @param ageMs how old the newest telemetry is, null when there has been none
   */
  public record Session(
      long number, String id, String state, int viewers, int slow, long updates, Long ageMs) {}

  /** {@code {"ok": true}}. */
  public record Done(boolean ok) {}

  /** For the container's proxy. */
  protected AdminApi() {}

  @Inject
  public AdminApi(
      Hub hub,
      Relay relay,
      SessionStore store,
      Condition condition,
      Heap heap,
      Doorkeeper doorkeeper) {
    this.hub = hub;
    this.relay = relay;
    this.store = store;
    this.condition = condition;
    this.heap = heap;
    this.doorkeeper = doorkeeper;
  }

  Overview overview() {
    Census census = hub.census();
    Traffic traffic = hub.traffic();
    Tally tally = relay.tally();
    List<Session> sessions =
        store.all().stream()
            .sorted(Comparator.comparingLong(RaceSession::number).reversed())
            .limit(MOST_SESSIONS)
            .map(this::describe)
            .toList();
    return new Overview(
        condition.notReadyBecause().orElse(null),
        heap.percent(),
        relay.isLeaving(),
        table(
            Stream.of(Transport.values()),
            Transport::toString,
            transport -> census.connections().getOrDefault(transport, 0)),
        census.waiting(),
        census.skipping(),
        table(Tally.events().stream(), Function.identity(), tally::received),
        traffic.sent(),
        traffic.delivered(),
        traffic.skipped(),
        table(Stream.of(Code.values()), Code::toString, tally::rejected),
        table(
            Stream.of(CloseCode.values()),
            code -> code.name().toLowerCase(Locale.ROOT),
            traffic::closed),
        doorkeeper.refused(),
        tally.failures(),
        store.all().size(),
        sessions);
  }

  private static <K> Map<String, Long> table(
      Stream<K> keys, Function<K, String> name, ToLongFunction<K> value) {
    Map<String, Long> table = new LinkedHashMap<>();
    keys.forEach(key -> table.put(name.apply(key), value.applyAsLong(key)));
    return table;
  }

  private Session describe(RaceSession session) {
    Room room = hub.room(session.id());
    int viewers = room == null ? 0 : room.viewers();
    SessionStatus status = session.status(viewers);
    return new Session(
        session.number(),
        session.id().toString(),
        status.state().toString(),
        viewers,
        room == null ? 0 : room.skipping(),
        session.updates(),
        status.ageMs());
  }

  /** Ends a session; false when there is none of that number. */
  boolean end(long number) {
    for (RaceSession session : store.all()) {
      if (session.number() == number) {
        return end(session);
      }
    }
    return false;
  }

  private boolean end(RaceSession session) {
    try {
      relay.end(session.id());
      return true;
    } catch (Rejection unknown) { // since a moment
      return false;
    }
  }

  /** Takes no new connections, or does so again. */
  void leave(boolean leaving) {
    if (leaving) {
      relay.leave();
    } else {
      relay.stay();
    }
  }
}
