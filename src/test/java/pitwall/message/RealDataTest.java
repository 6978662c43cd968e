package pitwall.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Recorded data is larger than the project and stays beside it, where it is there at all. */
class RealDataTest {
  private static final Path DATA = Path.of("..", "shared", "data");

  @Test
  void recordedTelemetryPassesUnchanged() throws IOException, Rejection {
    for (Path file : recordings()) {
      for (String line : Files.readAllLines(file)) {
        assertThat(Wire.telemetry(line)).isEqualTo(new JsonText(line.strip(), 0));
      }
    }
  }

  @Test
  void aRealSetupPassesUnchanged() throws IOException, Rejection {
    Path file = DATA.resolve("setup-overview.json");
    assumeTrue(Files.exists(file), "no recorded setup beside the project: " + file);
    String setup = Files.readString(file);

    assertThat(Wire.setup(setup)).isEqualTo(new JsonText(setup.strip(), 0));
  }

  private static List<Path> recordings() throws IOException {
    assumeTrue(Files.isDirectory(DATA), "no recorded telemetry beside the project: " + DATA);
    try (Stream<Path> files = Files.list(DATA)) {
      List<Path> found = files.filter(f -> f.toString().endsWith(".jsonl")).toList();
      assumeTrue(!found.isEmpty(), "no recorded telemetry in " + DATA);
      return found;
    }
  }
}
