package pitwall.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

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
    return Long.parseLong(lineOf("Total")[2]);
  }

  /** How many objects of exactly that class there are after a full collection. */
  static long instances(String className) throws IOException {
    String[] line = lineOf(className);
    return line == null ? 0 : Long.parseLong(line[1]);
  }

  /** A line of the histogram: rank, instances, bytes, class; the last one begins with its name. */
  private static String[] lineOf(String name) throws IOException {
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
    return output
        .lines()
        .map(line -> line.trim().split("\\s+"))
        .filter(line -> line[0].equals(name) || line.length > 3 && line[3].equals(name))
        .findFirst()
        .orElse(null);
  }
}
