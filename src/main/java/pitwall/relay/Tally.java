package pitwall.relay;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import pitwall.message.Code;
import pitwall.message.Inbound;

/**
 * What has come in so far, and what of it was refused. Counts up for ever.
 *
 * <p>Thread-safe, and nobody waits for anybody.
 */
public final class Tally {
  private static final List<String> EVENTS =
      List.of(
          "request_session_id",
          "setup_data",
          "telemetry_update",
          "join_session",
          "leave_session",
          "rotate_session",
          "end_session");

  private final Map<String, LongAdder> received = counters(EVENTS.stream());
  private final Map<Code, LongAdder> rejected = new EnumMap<>(counters(Stream.of(Code.values())));
  private final LongAdder sessions = new LongAdder();
  private final LongAdder failures = new LongAdder();

  private static <K> Map<K, LongAdder> counters(Stream<K> kinds) {
    Map<K, LongAdder> counters = new LinkedHashMap<>();
    kinds.forEach(kind -> counters.put(kind, new LongAdder()));
    return counters;
  }

  void countReceived(Inbound message) {
    LongAdder counter = received.get(message.event());
    if (counter != null) { // a test sees to it that none is missing
      counter.increment();
    }
  }

  void countRejected(Code code) {
    rejected.get(code).increment();
  }

  void countSession() {
    sessions.increment();
  }

  void countFailure() {
    failures.increment();
  }

  /** Events that clients can send. */
  public static List<String> events() {
    return EVENTS;
  }

  /** How many messages of that event have come and could be read, refused ones included. */
  public long received(String event) {
    return received.get(event).sum();
  }

  /** How many messages were refused with that code. */
  public long rejected(Code code) {
    return rejected.get(code).sum();
  }

  /** How many sessions have been created. */
  public long sessions() {
    return sessions.sum();
  }

  /** How often the relay itself failed over a message. */
  public long failures() {
    return failures.sum();
  }
}
