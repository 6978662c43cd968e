package pitwall.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A stint as it was recorded: one telemetry object a line.
 *
 * @param lines JSON objects, in order
 */
public record Recording(List<String> lines) {
  private static final Pattern TIMESTAMP = Pattern.compile("\"timestamp\"\\s*:\\s*\"([^\"]+)\"");
  private static final Duration USUAL = Duration.ofMillis(500);
  private static final Duration MOST = Duration.ofSeconds(5);

  /** Reads a {@code .jsonl} file; empty lines are left out. */
  public static Recording of(Path file) throws IOException {
    return new Recording(Files.readAllLines(file).stream().filter(l -> !l.isBlank()).toList());
  }

  /**
   * How long after the line before it a line came: by the timestamps where both lines have one,
   * else half a second; never more than five seconds.
   */
  public Duration gapBefore(int index) {
    if (index == 0) {
      return Duration.ZERO;
    }
    Instant before = timestamp(lines.get(index - 1));
    Instant now = timestamp(lines.get(index));
    if (before == null || now == null || now.isBefore(before)) {
      return USUAL;
    }
    Duration gap = Duration.between(before, now);
    return gap.compareTo(MOST) > 0 ? MOST : gap;
  }

  private static Instant timestamp(String line) {
    Matcher found = TIMESTAMP.matcher(line);
    try {
      return found.find() ? Instant.parse(found.group(1)) : null;
    } catch (DateTimeException e) {
      return null;
    }
  }
}
