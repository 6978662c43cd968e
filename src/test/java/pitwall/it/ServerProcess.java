package pitwall.it;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A server's JVM, seen by the JDK's own tools: at first the one that Arquillian has started. */
public final class ServerProcess {
  private static final Pattern THREAD = Pattern.compile("^\"(.+?)\" #", Pattern.MULTILINE);

  private ServerProcess() {}

  /** The server that Arquillian has started, a child of this JVM. */
  public static long pid() {
    List<ProcessHandle> javas =
        ProcessHandle.current()
            .descendants()
            .filter(p -> p.info().command().orElse("").endsWith("java"))
            .toList();
    if (javas.size() != 1) {
      throw new AssertionError("one server expected, found " + javas.size());
    }
    return javas.get(0).pid();
  }

  /** Whether the kernel has an open connection on a server's side; false where it does not tell. */
  static boolean hasConnection(int serverPort, int clientPort) throws IOException {
    Pattern open =
        Pattern.compile("\\s*\\d+: \\w+:%04X \\w+:%04X 01 .*".formatted(serverPort, clientPort));
    for (String table : List.of("tcp", "tcp6")) {
      Path file = Path.of("/proc/net", table);
      if (Files.exists(file)
          && Files.readAllLines(file).stream().anyMatch(line -> open.matcher(line).matches())) {
        return true;
      }
    }
    return false;
  }

  /** What the server's heap holds after a full collection, in bytes. */
  static long liveBytes() throws IOException {
    return histogram(pid())
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
    return histogram(pid())
        .filter(line -> line.length > 3 && line[3].equals(className))
        .mapToLong(line -> Long.parseLong(line[1]))
        .sum();
  }

  /** The histogram's lines: rank, instances, bytes, class; the last one begins with its name. */
  private static Stream<String[]> histogram(long pid) throws IOException {
    return jcmd(pid, "GC.class_histogram", "\nTotal ")
        .lines()
        .map(line -> line.trim().split("\\s+"));
  }

  /** How many objects of all those classes there are after a full collection. */
  static long alive(long pid, List<String> classNames) throws IOException {
    return histogram(pid)
        .filter(line -> line.length > 3 && classNames.contains(line[3]))
        .mapToLong(line -> Long.parseLong(line[1]))
        .sum();
  }

  /** How often a class is loaded after a full collection: once for each class loader that is. */
  static long generations(long pid, String className) throws IOException {
    jcmd(pid, "GC.run", "successfully");
    Pattern loaded = Pattern.compile("--" + Pattern.quote(className) + "/0x\\w+$");
    return jcmd(pid, "VM.class_hierarchy", "java.lang.Object")
        .lines()
        .filter(line -> loaded.matcher(line.strip()).find())
        .count();
  }

  /** How many threads there are of each name, numbers aside. */
  static Map<String, Long> threads(long pid) throws IOException {
    return THREAD
        .matcher(jcmd(pid, "Thread.print", "Full thread dump"))
        .results()
        .collect(
            Collectors.groupingBy(
                thread -> thread.group(1).replaceAll("\\d+", "#"),
                TreeMap::new,
                Collectors.counting()));
  }

  private static String jcmd(long pid, String command, String expected) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    line.add(Long.toString(pid));
    line.addAll(Arrays.asList(command.split(" ")));
    Process process = new ProcessBuilder(line).redirectErrorStream(true).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    if (!output.contains(expected)) {
      throw new AssertionError(command + " says: " + output);
    }
    return output;
  }
}
