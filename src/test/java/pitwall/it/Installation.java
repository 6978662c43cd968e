package pitwall.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A server that the build has unpacked, and how one more of its kind is started: in a folder of its
 * own, with what its folder in {@code server-config} says, on 127.0.0.1 alone.
 */
interface Installation {
  /** Where the WAR is that the build has made; at the root, wherever it is deployed. */
  Path WAR = Path.of(System.getProperty("pitwall.war"));

  /** The one under test. */
  static Installation underTest() {
    String server = System.getProperty("arquillian.launch");
    return switch (server) {
      case "payara-micro" -> new PayaraMicro(Path.of(System.getProperty("payara.microJar")));
      case "payara" -> new PayaraServer(Path.of(System.getProperty("payara.home")));
      case "wildfly" -> new WildFly(Path.of(System.getProperty("wildfly.home")));
      default -> throw new IllegalStateException("no server is called " + server);
    };
  }

  /**
   * Prepares a relay.
   *
   * @param folder this relay's own, empty when it is started for the first time
   * @return the command, which is the server itself: a signal reaches it, and it ends with it
   */
  ProcessBuilder prepare(Path folder, Place place, List<String> options) throws IOException;

  /**
   * Where a relay listens.
   *
   * @param http where clients come
   * @param admin where the server's own administrator would
   * @param https as {@code http}, with TLS
   * @param keystore for TLS and an access log, if there are any: PKCS12, a certificate by the name
   *     of pitwall, the password changeit
   */
  record Place(int http, int admin, int https, Optional<Path> keystore) {}

  /** A file of the server's folder in {@code server-config}. */
  static Path config(String server, String file) {
    return Path.of("server-config", server, file).toAbsolutePath();
  }

  /** The JVM that runs this. */
  static String java() {
    return Path.of(System.getProperty("java.home"), "bin", "java").toString();
  }

  /** Runs a command of the server's to its end, and fails unless that is a good one. */
  static List<String> run(ProcessBuilder command) throws IOException {
    command.environment().put("JAVA_HOME", System.getProperty("java.home"));
    command.environment().put("AS_JAVA", System.getProperty("java.home"));
    Process process = command.redirectErrorStream(true).start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes());
    if (process.onExit().join().exitValue() != 0) {
      throw new IOException(String.join(" ", command.command()) + ": " + output);
    }
    return output.lines().toList();
  }

  /** What the JDK's tool for certificates does with these options. */
  static void keytool(String options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(options.split(" ")));
    run(new ProcessBuilder(command));
  }

  /** Some files' lines, then others, in a file. */
  static Path join(Path into, List<Path> files, String... more) throws IOException {
    List<String> lines = new ArrayList<>();
    for (Path file : files) {
      lines.addAll(Files.readAllLines(file));
    }
    lines.addAll(List.of(more));
    return Files.write(into, lines);
  }

  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        Path target = to.resolve(from.relativize(file).toString());
        if (Files.isDirectory(file)) {
          Files.createDirectories(target);
        } else {
          Files.copy(file, target);
        }
      }
    }
  }

  static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }
}
