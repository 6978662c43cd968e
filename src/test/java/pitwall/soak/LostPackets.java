package pitwall.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import pitwall.it.Client;
import pitwall.it.RelayProcess;

/**
 * A relay and clients of each transport, all of whose packets are lost from one moment on: to be
 * run in a network of its own, {@code LostPackets network-of-the-caller}.
 */
final class LostPackets {
  private static final String LOST = "127.0.0.7";
  private static final String PASSWORD = "box-box-box-box";
  private static final Duration WITHIN = Duration.ofSeconds(45 + 1); // metrics are a second old
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Set<String> TRANSPORTS =
      Set.of("websocket", "socketio_websocket", "socketio_polling");

  private LostPackets() {}

  public static void main(String... arguments) throws Exception {
    if (Namespace.current().equals(arguments[0])) {
      throw new IllegalStateException("not in a network of its own");
    }
    try (RelayProcess relay = new RelayProcess("-Dpitwall.admin-password=" + PASSWORD)) {
      Books books = new Books(relay.server(), relay.pid(), PASSWORD);
      Holdings before = books.count();
      try (Witness witness = new Witness(relay.server());
          Client quiet = relay.server().monitor()) {
        lose(relay, books, witness.session(), quiet.requestSession());
        witness.hasNoticedNothing();
      }
      books.balance("lost packets", before, before);
    }
  }

  /**
   * @param session with telemetry
   * @param idle without
   */
  private static void lose(RelayProcess relay, Books books, String session, String idle)
      throws Exception {
    int port = relay.server().port();
    Map<String, Integer> before = connected(books.metricsFromNowOn());
    for (String each : List.of(session, idle)) {
      AttentiveViewer viewer = new AttentiveViewer(port, LOST, each);
      start(viewer::plain);
      start(viewer::socketIo);
      start(viewer::polling);
    }
    await().atMost(PATIENCE).until(() -> viewers(relay, session) == 6 && viewers(relay, idle) == 3);
    await()
        .atMost(PATIENCE)
        .until(() -> more(connected(books.metrics()), before).equals(TRANSPORTS));

    Namespace.drop(LOST);
    long begin = System.nanoTime();
    Set<String> there = new TreeSet<>(TRANSPORTS);
    await()
        .atMost(WITHIN)
        .until(
            () -> {
              Set<String> now = more(connected(books.metrics()), before);
              for (String transport : List.copyOf(there)) {
                if (!now.contains(transport)) {
                  there.remove(transport);
                  long seconds = (System.nanoTime() - begin) / 1_000_000_000;
                  System.out.printf("  %s: missed after %d s%n", transport, seconds);
                }
              }
              return there.isEmpty();
            });
    assertThat(viewers(relay, session)).isEqualTo(3);
    assertThat(viewers(relay, idle)).isZero();
    relay
        .log()
        .lines()
        .filter(line -> line.contains("disconnected") && line.contains(LOST))
        .forEach(line -> System.out.println("  " + line.substring(line.indexOf("disconnected"))));
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work);
    thread.setDaemon(true); // it may be reading when all is over
    thread.start();
  }

  private static int viewers(RelayProcess relay, String session) {
    return relay.server().state(session).getInt("viewers");
  }

  private static Map<String, Integer> connected(String metrics) {
    return TRANSPORTS.stream()
        .collect(
            Collectors.toMap(
                Function.identity(),
                each ->
                    (int) Holdings.sum(metrics, "pitwall_connections{transport=\"" + each + '"')));
  }

  private static Set<String> more(Map<String, Integer> now, Map<String, Integer> before) {
    return now.keySet().stream()
        .filter(transport -> now.get(transport) > before.get(transport))
        .collect(Collectors.toSet());
  }
}
