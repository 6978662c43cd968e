package pitwall.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** Recorded race data, which stands beside the project and is no part of it. */
public final class Samples {
  private static final Path FOLDER =
      Path.of(System.getProperty("pitwall.samples", "../shared/data"));

  private Samples() {}

  /** A sample's path; skips the test, saying so, where there is none. */
  public static Path path(String name) {
    Path file = FOLDER.resolve(name);
    Assumptions.assumeTrue(Files.exists(file), () -> "skipped: no recorded data at " + file);
    return file;
  }

  public static String text(String name) throws IOException {
    return Files.readString(path(name));
  }
}
