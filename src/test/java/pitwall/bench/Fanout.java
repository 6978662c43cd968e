package pitwall.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Monitors that publish at a steady rate to viewers: what is lost, how late the rest comes, and
 * what each delivery costs the server.
 *
 * <pre>
 * mvn -q test-compile
 * java -cp target/test-classes pitwall.bench.Fanout --port 8080 --pid PID --sessions 500 --viewers 10
 * java -cp target/test-classes pitwall.bench.Fanout --port 8080 --pid PID --mode sio --slow 2
 * java -cp target/test-classes pitwall.bench.Fanout --port 8080 --pid PID --deflate true
 * </pre>
 *
 * <p>With {@code --pid} the server's processor time and memory are read from {@code /proc}; with
 * {@code --slow K} the first K viewers of each session never read what they are sent. Loopback
 * only. Needs as many open files as there are clients ({@code ulimit -n}).
 */
public final class Fanout implements LoadClient.Load {
  private static final byte[] SENT_AT = "\"tns\":".getBytes(StandardCharsets.US_ASCII);
  private static final int DIALLING = 200;
  private static final long GRACE_NANOS = 2_000_000_000L;
  private static final double CLOCK_TICKS = 100; // USER_HZ, on every Linux that matters

  private final Options options;
  private final Selector selector = Selector.open();
  private final List<LoadClient> clients = new ArrayList<>();
  private final LoadClient[] monitors;
  private final String[] sessions;
  private final String filling;
  private int dialled;
  private int ready;
  private int failed;
  private long countFrom = Long.MAX_VALUE;
  private long countTo = Long.MAX_VALUE;
  private long expected;
  private int[] micros = new int[1 << 16];
  private int delivered;

  private Fanout(Options options) throws IOException {
    this.options = options;
    monitors = new LoadClient[options.sessions];
    sessions = new String[options.sessions];
    filling = filling(options.bytes);
  }

  public static void main(String... arguments) throws IOException {
    new Fanout(new Options(arguments)).run();
  }

  private void run() throws IOException {
    for (int i = 0; i < options.sessions; i++) {
      monitors[i] = dial(true, i);
    }
    awaitReady(options.sessions);
    for (int i = 0; i < options.sessions * options.viewers; i++) {
      dial(false, i % options.sessions).stalls = i < options.sessions * options.slow;
    }
    awaitReady(options.sessions * (options.viewers + 1));
    System.out.printf("connections %d, failed %d%n", ready, failed);

    long begin = System.nanoTime();
    countFrom = begin + options.warm * 1_000_000_000L;
    countTo = countFrom + options.seconds * 1_000_000_000L;
    publishUntil(begin, countFrom, 0);
    double cpu = cpuSeconds();
    long bytes = bytes();
    publishUntil(begin, countTo, (long) (options.warm * options.rate * options.sessions));
    cpu = cpuSeconds() - cpu;
    turnUntil(countTo + GRACE_NANOS);
    report(cpu, bytes() - bytes);
  }

  private long bytes() {
    return clients.stream().mapToLong(client -> client.bytes).sum();
  }

  /** Fields as telemetry has them, so that they can be compressed as well as it can. */
  private static String filling(int bytes) {
    Random random = new Random(911);
    StringBuilder fields = new StringBuilder();
    while (fields.length() < bytes - 60) {
      fields.append("\"reading_").append(fields.length()).append("\":{");
      for (String corner : List.of("fl", "fr", "rl", "rr")) {
        fields.append(
            String.format(Locale.ROOT, "\"%s\":%.2f,", corner, 160 + 20 * random.nextDouble()));
      }
      fields.setCharAt(fields.length() - 1, '}');
      fields.append(',');
    }
    return fields.toString();
  }

  private LoadClient dial(boolean monitor, int session) throws IOException {
    LoadClient client = new LoadClient(this, options, selector, monitor, session);
    clients.add(client);
    dialled++;
    while (dialled - ready - failed > DIALLING) {
      selector.select(this::selected, 10);
    }
    return client;
  }

  private void awaitReady(int wanted) throws IOException {
    while (ready + failed < wanted) {
      selector.select(this::selected, 100);
    }
  }

  /** The n-th message of all is due n divided by the rate of all after the beginning. */
  private void publishUntil(long begin, long end, long published) throws IOException {
    double gap = 1e9 / (options.rate * options.sessions);
    long number = published;
    long due = begin + (long) (number * gap);
    while (due < end) {
      turnUntil(due);
      int session = (int) (number % options.sessions);
      long now = System.nanoTime();
      String telemetry = "{\"tns\":" + now + "," + filling + "\"lap\":7}";
      monitors[session].say(options.dialect.telemetry(sessions[session], telemetry));
      if (now >= countFrom && now < countTo) {
        expected += options.viewers - options.slow;
      }
      number++;
      due = begin + (long) (number * gap);
    }
  }

  private void turnUntil(long time) throws IOException {
    selector.selectNow(this::selected);
    for (long left = time - System.nanoTime(); left > 0; left = time - System.nanoTime()) {
      selector.select(this::selected, Math.max(1, left / 1_000_000));
    }
  }

  @Override
  public void ready(LoadClient client) throws IOException {
    if (client.monitor) {
      client.say(options.dialect.request());
      return;
    }
    client.say(options.dialect.join(sessions[client.session]));
    ready++;
    if (client.stalls) {
      client.stall();
    }
  }

  @Override
  public void heard(LoadClient client, ByteBuffer text) {
    if (client.monitor) {
      String assigned = sessions[client.session] == null ? LoadClient.assigned(text) : null;
      if (assigned != null) {
        sessions[client.session] = assigned;
        ready++;
      }
      return;
    }
    int at = LoadClient.find(text, SENT_AT, 400);
    if (at < 0) {
      return;
    }
    long sent = 0;
    for (byte digit = text.get(at); digit >= '0' && digit <= '9'; digit = text.get(++at)) {
      sent = 10 * sent + digit - '0';
    }
    if (sent >= countFrom && sent < countTo) {
      if (delivered == micros.length) {
        micros = Arrays.copyOf(micros, 2 * delivered);
      }
      micros[delivered++] = (int) ((System.nanoTime() - sent) / 1_000);
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

  private void report(double cpu, long bytes) throws IOException {
    Arrays.sort(micros, 0, delivered);
    System.out.printf(
        Locale.ROOT,
        "deliveries/s %.0f, lost %d, %.0f bytes each%nlatency ms: p50 %.2f p99 %.2f p99.9 %.2f%n",
        (double) delivered / options.seconds,
        expected - delivered,
        (double) bytes / Math.max(1, delivered),
        percentile(0.5),
        percentile(0.99),
        percentile(0.999));
    if (options.pid != 0) {
      System.out.printf(
          Locale.ROOT,
          "server: %.1f us of CPU a delivery, %d MB resident%n",
          cpu * 1e6 / Math.max(1, delivered),
          residentMegabytes());
    }
  }

  private double percentile(double part) {
    return delivered == 0 ? 0 : micros[(int) (part * (delivered - 1))] / 1000.0;
  }

  private double cpuSeconds() throws IOException {
    if (options.pid == 0) {
      return 0;
    }
    String stat = Files.readString(Path.of("/proc/" + options.pid + "/stat"));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / CLOCK_TICKS;
  }

  private long residentMegabytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/" + options.pid + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(0);
  }
}
