import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a server start faster: with an archive of its classes, as this JVM has them when they are
 * loaded and verified.
 *
 * <pre>
 * java server-config/Prepare.java target/relay target/payara-micro.jar target/pitwall.war
 * java server-config/Prepare.java target/wildfly-slim
 * </pre>
 *
 * <p>The first lays Payara Micro and the relay out in a new directory before; the second takes a
 * directory with a file {@code start}, as {@code mvn package -Pwildfly-slim} leaves it. Takes a JDK,
 * 17 or newer; from 25 on it is that one's ahead-of-time cache (JEP 514), which gains more. The
 * archive fits the JVM that has made it and the files beside it: any other leaves it out, and
 * starts as slowly as before.
 */
final class Prepare {
  private static final Path CONFIG = Path.of("server-config", "payara-micro");
  private static final Path HOME = Path.of(System.getProperty("java.home"), "bin");
  // Whether a process can be asked to end, which leaves the better archive; Windows can not.
  private static final boolean ENDS = ProcessHandle.current().supportsNormalTermination();
  // A JDK 17 that meets the option passes over it, as IgnoreUnrecognizedVMOptions in "start" says.
  private static final boolean IS_CACHE = ENDS && Runtime.version().feature() >= 25;
  private static final String ARCHIVE = IS_CACHE ? "classes.aot" : "classes.jsa";
  private static final String USE = IS_CACHE ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=";
  private static final long PATIENCE_NANOS = 300_000_000_000L;

  private final Path directory;

  private Prepare(Path directory) {
    this.directory = directory;
  }

  public static void main(String... arguments) throws IOException, InterruptedException {
    if (arguments.length != 1 && arguments.length != 3) {
      throw new IllegalArgumentException("expected: DIRECTORY [payara-micro.jar pitwall.war]");
    }
    Prepare prepare = new Prepare(Path.of(arguments[0]));
    if (arguments.length == 3) {
      prepare.layOut(Path.of(arguments[1]).toAbsolutePath(), Path.of(arguments[2]));
    }
    System.out.println("It starts and ends, which takes half a minute …");
    prepare.archive();
    System.out.println("Prepared: cd " + arguments[0] + ", and there java @start");
  }

  private void layOut(Path micro, Path war) throws IOException, InterruptedException {
    if (Files.exists(directory)) {
      throw new IOException(directory + " is there already");
    }
    Files.createDirectories(directory);
    Process unpack = java("-jar", micro.toString(), "--rootdir", ".", "--outputlauncher");
    if (unpack.waitFor() != 0) {
      throw new IOException(micro + " could not be unpacked, see prepare.log");
    }
    Files.copy(
        CONFIG.resolve("pre-boot-listen.asadmin"), directory.resolve("pre-boot-listen.asadmin"));
    List<String> lines = new ArrayList<>(Files.readAllLines(CONFIG.resolve("jvm.options")));
    lines.add("-jar launch-micro.jar");
    lines.add("--nocluster --nohostaware --prebootcommandfile pre-boot-listen.asadmin");
    Files.write(directory.resolve("start"), lines);
    deploy(war.toAbsolutePath());
  }

  /**
   * Once and for all: Payara Micro keeps what is deployed in its configuration, and would deploy it
   * a second time if "start" said so, right after it has become ready.
   */
  private void deploy(Path war) throws IOException, InterruptedException {
    int port = freePort();
    List<String> command = new ArrayList<>(List.of("-Dpitwall.listen=127.0.0.1", "@start"));
    command.addAll(List.of("--deploy", war.toString(), "--contextroot", "/"));
    command.addAll(List.of("--port", String.valueOf(port)));
    end(started(command, port));
  }

  /** Starts the relay once, and has its JVM write down what it has loaded by then. */
  private void archive() throws IOException, InterruptedException {
    Path start = directory.resolve("start");
    List<String> lines =
        new ArrayList<>(
            Files.readAllLines(start).stream()
                .filter(line -> !line.contains("=classes."))
                .toList());
    int port = freePort();
    boolean wildfly = lines.stream().anyMatch(line -> line.contains("jboss-modules"));
    List<String> record =
        new ArrayList<>(List.of(record(), "-Dpitwall.listen=127.0.0.1", "@start"));
    record.addAll(
        wildfly ? List.of("-Djboss.http.port=" + port) : List.of("--port", String.valueOf(port)));
    Files.write(start, lines);
    Files.deleteIfExists(directory.resolve(ARCHIVE));
    Process relay = started(record, port);
    try {
      if (!ENDS) {
        dump(relay);
      }
    } finally {
      end(relay);
    }
    if (!Files.exists(directory.resolve(ARCHIVE))) {
      throw new IOException("the JVM has left no archive, see prepare.log");
    }
    lines.add(0, USE + ARCHIVE);
    Files.write(start, lines);
  }

  private Process started(List<String> command, int port) throws IOException, InterruptedException {
    Process relay = java(command.toArray(String[]::new));
    long begin = System.nanoTime();
    while (!isReady(port)) {
      if (!relay.isAlive() || System.nanoTime() - begin > PATIENCE_NANOS) {
        end(relay);
        throw new IOException("the relay does not start, see prepare.log");
      }
      Thread.sleep(100);
    }
    return relay;
  }

  private static void end(Process relay) throws InterruptedException {
    relay.destroy();
    relay.waitFor();
  }

  private static String record() {
    if (IS_CACHE) {
      return "-XX:AOTCacheOutput=" + ARCHIVE;
    }
    return ENDS ? "-XX:ArchiveClassesAtExit=" + ARCHIVE : "-XX:+RecordDynamicDumpInfo";
  }

  private void dump(Process relay) throws IOException, InterruptedException {
    Process dump =
        new ProcessBuilder(
                HOME.resolve("jcmd").toString(),
                Long.toString(relay.pid()),
                "VM.cds",
                "dynamic_dump",
                directory.resolve(ARCHIVE).toAbsolutePath().toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    dump.waitFor();
  }

  private Process java(String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(HOME.resolve("java").toString()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(
            ProcessBuilder.Redirect.appendTo(directory.resolve("prepare.log").toFile()))
        .start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private static boolean isReady(int port) {
    try {
      var url = URI.create("http://127.0.0.1:" + port + "/health/ready").toURL();
      return ((HttpURLConnection) url.openConnection()).getResponseCode() == 200;
    } catch (IOException e) { // nobody listens yet
      return false;
    }
  }
}
