package pitwall.replay;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Plays a recording to a relay, at its own speed or faster:
 *
 * <pre>
 * mvn -q exec:java@replay -Dfile=stint.jsonl -Dsetup=setup.json -Durl=ws://localhost:8080 -Dspeed=10
 * </pre>
 */
public final class Replay {
  private static final long MOST_BEHIND_NANOS = 500_000_000;
  private static final Pattern LAP = Pattern.compile("\"lap\"\\s*:\\s*(\\d+)");

  private final Recording recording;
  private final double speed;
  private final PrintStream out;

  /**
   * @param speed 1 as recorded, 10 ten times as fast
   */
  public Replay(Recording recording, double speed, PrintStream out) {
    this.recording = recording;
    this.speed = speed;
    this.out = out;
  }

  /** Plays from the first line to the last; returns when all has been sent. */
  public void play(MonitorLink link) throws InterruptedException {
    long due = System.nanoTime();
    int size = recording.lines().size();
    for (int i = 0; i < size; i++) {
      due += (long) (recording.gapBefore(i).toNanos() / speed);
      due = Math.max(due, System.nanoTime() - MOST_BEHIND_NANOS); // no flood after an outage
      long wait = due - System.nanoTime();
      if (wait > 0) {
        Thread.sleep(Duration.ofNanos(wait).toMillis(), (int) (wait % 1_000_000));
      }
      String line = recording.lines().get(i);
      link.telemetry(line);
      if (i % 20 == 0 || i == size - 1) {
        Matcher lap = LAP.matcher(line);
        String where = lap.find() ? ", lap " + lap.group(1) : "";
        out.printf("\r%d of %d sent (%d %%)%s ", i + 1, size, 100 * (i + 1) / size, where);
        out.flush();
      }
    }
    out.println();
  }

  /** Reads the system properties {@code file}, {@code setup}, {@code url} and {@code speed}. */
  public static void main(String[] args) throws Exception {
    try {
      run();
    } catch (IllegalArgumentException | IOException e) {
      System.err.println(e.getMessage());
      System.err.println(
          "Usage: mvn -q exec:java@replay -Dfile=stint.jsonl [-Dsetup=setup.json]"
              + " [-Durl=ws://localhost:8080] [-Dspeed=1]");
      System.exit(2);
    }
  }

  private static void run() throws IOException, InterruptedException {
    Recording recording = Recording.of(readable("file", System.getProperty("file")));
    String setup = System.getProperty("setup");
    Path setupFile = setup == null ? null : readable("setup", setup);
    URI url = URI.create(System.getProperty("url", "ws://localhost:8080"));
    Replay replay = new Replay(recording, speed(), System.out);
    System.out.printf("%d telemetry objects, to %s%n", recording.lines().size(), url);
    try (MonitorLink link = new MonitorLink(url, System.out)) {
      link.open();
      if (setupFile != null) {
        link.setup(Files.readString(setupFile));
      }
      replay.play(link);
      if (link.refused() > 0) {
        System.out.printf("The relay refused %d of them%n", link.refused());
      }
    }
  }

  private static Path readable(String option, String file) {
    if (file == null || !Files.isReadable(Path.of(file))) {
      throw new IllegalArgumentException(
          "-D%s is %s: expected a file that can be read".formatted(option, file));
    }
    return Path.of(file);
  }

  private static double speed() {
    String text = System.getProperty("speed", "1");
    try {
      double speed = Double.parseDouble(text);
      if (speed > 0 && speed <= 1000) {
        return speed;
      }
    } catch (NumberFormatException e) {
      // Told below, along with what is no speed.
    }
    throw new IllegalArgumentException(
        "-Dspeed is "
            + text
            + ": expected a number up to 1000, 1 as recorded, 10 ten times faster");
  }
}
