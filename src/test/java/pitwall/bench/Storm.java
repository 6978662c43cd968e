package pitwall.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Viewers that all connect in one moment, as after a restart: how long until each holds the
 * session's state?
 *
 * <pre>
 * mvn -q test-compile
 * java -cp target/test-classes pitwall.bench.Storm --port 8080 --viewers 10000
 * java -cp target/test-classes pitwall.bench.Storm --port 8080 --viewers 10000 --mode sio
 * </pre>
 *
 * <p>Each round opens all viewers at once and waits for the telemetry of each; then it drops all of
 * them and waits a moment. The first rounds warm the server up. Loopback only.
 */
public final class Storm implements LoadClient.Load {
  private static final byte[] UPDATE = "telemetry_update".getBytes(StandardCharsets.US_ASCII);
  private static final int TELEMETRY_BYTES = 1500;
  private static final long ROUND_NANOS = 120_000_000_000L;
  private static final long PAUSE_NANOS = 3_000_000_000L;

  private final Options options;
  private final Selector selector = Selector.open();
  private String session;
  private int holding;
  private int failed;

  private Storm(Options options) throws IOException {
    this.options = options;
  }

  public static void main(String... arguments) throws IOException {
    Options options = new Options(arguments);
    Storm storm = new Storm(options);
    storm.publish();
    for (int round = 1; round <= options.rounds; round++) {
      storm.round(round);
    }
  }

  /** A monitor's session with one telemetry object in it. */
  private void publish() throws IOException {
    LoadClient monitor = new LoadClient(this, options, selector, true, 0);
    while (session == null && failed == 0) {
      selector.select(this::selected, 100);
    }
    String telemetry = "{\"fuel\":\"" + "x".repeat(TELEMETRY_BYTES) + "\"}";
    monitor.say(options.dialect.telemetry(session, telemetry));
  }

  private void round(int number) throws IOException {
    List<LoadClient> viewers = new ArrayList<>(options.viewers);
    holding = 0;
    failed = 0;
    long begin = System.nanoTime();
    for (int i = 0; i < options.viewers; i++) {
      viewers.add(new LoadClient(this, options, selector, false, 0));
      if (i % 100 == 0) {
        selector.selectNow(this::selected); // a longer row than the backlog's is the kernel's test
      }
    }
    while (holding + failed < options.viewers && System.nanoTime() - begin < ROUND_NANOS) {
      selector.select(this::selected, 100);
    }
    System.out.printf(
        Locale.ROOT,
        "round %d: %d of %d viewers hold the state after %.2f s%n",
        number,
        holding,
        options.viewers,
        (System.nanoTime() - begin) / 1e9);
    for (LoadClient viewer : viewers) {
      viewer.drop();
    }
    long dropped = System.nanoTime();
    while (System.nanoTime() - dropped < PAUSE_NANOS) {
      selector.select(this::selected, 100);
    }
  }

  @Override
  public void ready(LoadClient client) throws IOException {
    client.say(client.monitor ? options.dialect.request() : options.dialect.join(session));
  }

  @Override
  public void heard(LoadClient client, ByteBuffer text) {
    if (client.monitor) {
      String assigned = LoadClient.assigned(text);
      session = assigned == null ? session : assigned;
    } else if (!client.holdsState && LoadClient.find(text, UPDATE, 64) >= 0) {
      client.holdsState = true;
      holding++;
    }
  }

  private void selected(SelectionKey key) {
    try {
      ((LoadClient) key.attachment()).selected();
    } catch (IOException e) {
      if (failed++ == 0) {
        System.err.println("a client has failed: " + e.getMessage());
      }
      key.cancel();
    }
  }
}
