package pitwall.replay;

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
    String file = System.getProperty("file");
    if (file == null) {
      System.err.println(
          "Which recording? mvn -q exec:java@replay -Dfile=stint.jsonl [-Dsetup=setup.json]"
              + " [-Durl=ws://localhost:8080] [-Dspeed=1]");
      return;
    }
    Recording recording = Recording.of(Path.of(file));
    double speed = Double.parseDouble(System.getProperty("speed", "1"));
    URI url = URI.create(System.getProperty("url", "ws://localhost:8080"));
    try (MonitorLink link = new MonitorLink(url, System.out)) {
      link.open();
      String setup = System.getProperty("setup");
      if (setup != null) {
        link.setup(Files.readString(Path.of(setup)));
      }
      new Replay(recording, speed, System.out).play(link);
    }
  }
}
