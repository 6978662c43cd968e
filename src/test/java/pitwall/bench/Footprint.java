package pitwall.bench;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * What a server costs the machine that it runs on: how long it takes until it is ready, and how
 * much memory it holds with nothing to do and with ten viewers of one car.
 *
 * <pre>
 * mvn -q test-compile
 * java -cp target/test-classes pitwall.bench.Footprint --port 9000 -- java … --port 9000
 * </pre>
 *
 * <p>Starts the command a few times and prints a line of medians. Memory is what Linux counts as
 * resident, over all processes that the command has become. {@code --starts} says how often it is
 * started, {@code --held} how many of these starts are kept for the memory's sake, {@code --settle}
 * how many seconds it is then left alone, {@code --secs} how long the viewers watch, {@code --mode}
 * what they speak, {@code --path} what answers 200 when it is ready. Loopback only.
 */
public final class Footprint {
  private static final long PATIENCE_NANOS = 120_000_000_000L;
  private static final int POLL_MILLIS = 10;

  private int port = 8080;
  private int starts = 5;
  private int held = 1;
  private int settle = 30;
  private int seconds = 60;
  private String mode = "plain";
  private String path = "/health/ready";
  private final List<String> command;
  private final List<Double> ready = new ArrayList<>();
  private final List<Double> cpu = new ArrayList<>();
  private final List<Double> idle = new ArrayList<>();
  private final List<Double> watched = new ArrayList<>();

  private Footprint(List<String> arguments) {
    int end = arguments.indexOf("--");
    for (int i = 0; i < end; i += 2) {
      String value = arguments.get(i + 1);
      switch (arguments.get(i)) {
        case "--port" -> port = Integer.parseInt(value);
        case "--starts" -> starts = Integer.parseInt(value);
        case "--held" -> held = Integer.parseInt(value);
        case "--settle" -> settle = Integer.parseInt(value);
        case "--secs" -> seconds = Integer.parseInt(value);
        case "--mode" -> mode = value;
        case "--path" -> path = value;
        default -> throw new IllegalArgumentException(arguments.get(i) + "?");
      }
    }
    command = arguments.subList(end + 1, arguments.size());
  }

  public static void main(String... arguments) throws IOException, InterruptedException {
    Footprint footprint = new Footprint(List.of(arguments));
    for (int i = 0; i < footprint.starts; i++) {
      footprint.start(i < footprint.held);
    }
    footprint.report();
  }

  private void start(boolean hold) throws IOException, InterruptedException {
    Path log = Files.createTempFile("footprint-", ".log");
    long begin = System.nanoTime();
    Process server =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      while (!answers()) {
        if (!server.isAlive() || System.nanoTime() - begin > PATIENCE_NANOS) {
          throw new IOException("it does not start: " + Files.readString(log));
        }
        Thread.sleep(POLL_MILLIS);
      }
      ready.add((System.nanoTime() - begin) / 1e9);
      cpu.add(cpuSeconds(server));
      if (hold) {
        Thread.sleep(settle * 1000L);
        idle.add(residentMegabytes(server));
        Fanout.main(
            ("--sessions 1 --viewers 10 --rate 2 --warm 0 --secs %d --port %d --mode %s")
                .formatted(seconds, port, mode)
                .split(" "));
        watched.add(residentMegabytes(server));
      }
    } finally {
      stop(server);
      Files.delete(log);
    }
  }

  private boolean answers() {
    try {
      var url = URI.create("http://127.0.0.1:" + port + path).toURL();
      HttpURLConnection connection = (HttpURLConnection) url.openConnection();
      connection.setRequestProperty("Connection", "close");
      return connection.getResponseCode() == 200;
    } catch (IOException e) { // nobody listens yet
      return false;
    }
  }

  private static Stream<ProcessHandle> family(Process server) {
    return Stream.concat(Stream.of(server.toHandle()), server.descendants());
  }

  private static double cpuSeconds(Process server) {
    return family(server)
            .mapToLong(p -> p.info().totalCpuDuration().map(d -> d.toMillis()).orElse(0L))
            .sum()
        / 1e3;
  }

  private static double residentMegabytes(Process server) throws IOException {
    long kilobytes = 0;
    for (ProcessHandle process : family(server).toList()) {
      for (String line : Files.readAllLines(Path.of("/proc/" + process.pid() + "/status"))) {
        if (line.startsWith("VmRSS:")) {
          kilobytes += Long.parseLong(line.replaceAll("\\D", ""));
        }
      }
    }
    return kilobytes / 1024.0;
  }

  private static void stop(Process server) throws InterruptedException {
    List<ProcessHandle> family = family(server).toList();
    family.forEach(ProcessHandle::destroy);
    if (!server.waitFor(20, TimeUnit.SECONDS)) {
      family.forEach(ProcessHandle::destroyForcibly);
    }
    for (ProcessHandle process : family) {
      process.onExit().join();
    }
  }

  private void report() {
    System.out.printf(
        Locale.ROOT,
        "ready after %.2f s (%.2f to %.2f, %.2f s of CPU), %.0f MB idle, %.0f MB with viewers%n",
        median(ready),
        ready.stream().mapToDouble(Double::doubleValue).min().orElse(0),
        ready.stream().mapToDouble(Double::doubleValue).max().orElse(0),
        median(cpu),
        median(idle),
        median(watched));
  }

  private static double median(List<Double> values) {
    return values.isEmpty()
        ? 0
        : values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }
}
