package pitwall.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The server's JVM, which Arquillian has started as a child of this one. */
final class ServerProcess {
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

  /** What the server's heap holds after a full collection, in bytes. */
  static long liveBytes() throws IOException {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    Process histogram =
        new ProcessBuilder(jcmd, String.valueOf(find().pid()), "GC.class_histogram")
            .redirectErrorStream(true)
            .start();
    String output =
        new String(histogram.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    String[] total = output.substring(output.lastIndexOf('\n') + 1).trim().split("\\s+");
    if (!total[0].equals("Total")) {
      throw new AssertionError("no histogram: " + output);
    }
    return Long.parseLong(total[2]);
  }
}
