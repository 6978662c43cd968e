package pitwall.jmh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import pitwall.message.SessionId;

/** Telemetry and a setup: recorded ones beside the project, or made up where there are none. */
final class Data {
  static final SessionId CAR = SessionId.random();

  private static final Path FOLDER =
      Path.of(System.getProperty("pitwall.samples", "../shared/data"));
  private static final int LINES = 64; // a power of two

  private Data() {}

  /** Telemetry of some 1.5 KB each: two of 0.8 KB, from different laps, in one. */
  static List<String> telemetry() {
    List<String> lines = lines();
    int apart = lines.size() / 2;
    return IntStream.range(0, LINES)
        .mapToObj(i -> join(lines.get(i * 3), lines.get(i * 3 + apart)))
        .toList();
  }

  private static String join(String one, String other) {
    return one.substring(0, one.length() - 1) + ",\"other\":" + other + '}';
  }

  private static List<String> lines() {
    Path stint = FOLDER.resolve("spa-stint.jsonl");
    if (!Files.exists(stint)) {
      return madeUp();
    }
    try {
      return Files.readAllLines(stint).stream().map(String::strip).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> madeUp() {
    Random random = new Random(1);
    return IntStream.range(0, 6 * LINES).mapToObj(i -> object(random, 36)).toList();
  }

  private static String object(Random random, int members) {
    StringBuilder object = new StringBuilder("{\"player_name\":\"Größe\"");
    for (int i = 0; i < members; i++) {
      object.append(",\"sensor_").append(i).append("\":");
      object.append(String.format(Locale.ROOT, "%.4f", random.nextGaussian() * 100));
    }
    return object.append('}').toString();
  }

  /** A setup of some 60 KB. */
  static String setup() {
    Path setup = FOLDER.resolve("setup-overview.json");
    try {
      return Files.exists(setup)
          ? Files.readString(setup).strip()
          : "{\"values\":[" + String.join(",", madeUp().subList(0, 80)) + "]}";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
