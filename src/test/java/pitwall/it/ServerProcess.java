package pitwall.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The server's JVM, which Arquillian has started as a child of this one. */
public final class ServerProcess {
  private ServerProcess() {}

  private static ProcessHandle find() {
    List<ProcessHandle> javas =
        ProcessHandle.current()
            .descendants()
            .filter(p -> p.info().command().orElse("").endsWith("java"))
            .toList();
    if (javas.size() != 1) {
      throw new AssertionError("one server expected, found " + javas.size());
    }
    return javas.get(0);
  }

  /** Its process, for tools such as {@code jcmd}. */
  public static long pid() {
    return find().pid();
  }

  /** What the server's heap holds after a full collection, in bytes. */
  static long liveBytes() throws IOException {
    return histogram()
        .filter(line -> line[0].equals("Total"))
        .mapToLong(line -> Long.parseLong(line[2]))
        .findFirst()
        .orElseThrow();
  }

  /**
   * How many objects of exactly that class there are after a full collection, of this deployment
   * and of any before it that the server still holds.
   */
  static long instances(String className) throws IOException {
    return histogram()
        .filter(line -> line.length > 3 && line[3].equals(className))
        .mapToLong(line -> Long.parseLong(line[1]))
        .sum();
  }

  /** The histogram's lines: rank, instances, bytes, class; the last one begins with its name. */
  private static Stream<String[]> histogram() throws IOException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process histogram =
        new ProcessBuilder(jcmd, String.valueOf(pid()), "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String output =
        new String(histogram.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (!output.contains("\nTotal ")) {
      throw new AssertionError("no histogram: " + output);
    }
    return output.lines().map(line -> line.trim().split("\\s+"));
  }
}
