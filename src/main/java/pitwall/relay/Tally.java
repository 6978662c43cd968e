package pitwall.relay;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;
import pitwall.message.Code;
import pitwall.message.Inbound;
import pitwall.message.Inbound.JoinSession;
import pitwall.message.Inbound.LeaveSession;
import pitwall.message.Inbound.RequestSessionId;
import pitwall.message.Inbound.SetupData;
import pitwall.message.Inbound.TelemetryUpdate;

/**
 * What has come in so far, and what of it was refused. Counts up for ever.
 *
 * <p>Thread-safe, and nobody waits for anybody.
 */
public final class Tally {
  /** One of each kind, for its name. */
  private static final List<Inbound> KINDS =
      List.of(
          new RequestSessionId(),
          new SetupData(null, null, null, null),
          new TelemetryUpdate(null, null, null),
          new JoinSession(null),
          new LeaveSession(null));

  private final Map<Class<?>, LongAdder> received = counters(KINDS.stream().map(Object::getClass));
  private final Map<Code, LongAdder> rejected = new EnumMap<>(counters(Stream.of(Code.values())));
  private final LongAdder sessions = new LongAdder();
  private final LongAdder failures = new LongAdder();

  private static <K> Map<K, LongAdder> counters(Stream<K> kinds) {
    Map<K, LongAdder> counters = new LinkedHashMap<>();
    kinds.forEach(kind -> counters.put(kind, new LongAdder()));
    return counters;
  }

  void countReceived(Inbound message) {
    received.get(message.getClass()).increment();
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
    return KINDS.stream().map(Inbound::event).toList();
  }

  /** How many messages of that event have come and could be read, refused ones included. */
  public long received(String event) {
    return KINDS.stream()
        .filter(kind -> kind.event().equals(event))
        .mapToLong(kind -> received.get(kind.getClass()).sum())
        .sum();
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
