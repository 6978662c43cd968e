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
 * Lays Payara Micro and the relay out in a directory from which they start faster: unpacked, and
 * with an archive of the classes, as this JVM has them when they are loaded and verified.
 *
 * <pre>
 * java server-config/payara-micro/Prepare.java payara-micro.jar pitwall.war relay
 * cd relay
 * java -Dpitwall.listen=127.0.0.1 @start --port 8080
 * </pre>
 *
 * <p>Takes a JDK, 17 or newer. The archive fits the JVM that has made it and the files beside it:
 * any other leaves it out, and starts as slowly as before.
 */
final class Prepare {
  private static final Path CONFIG = Path.of("server-config", "payara-micro");
  private static final Path HOME = Path.of(System.getProperty("java.home"), "bin");
  private static final long PATIENCE_NANOS = 300_000_000_000L;

  private final Path directory;

  private Prepare(Path directory) {
    this.directory = directory;
  }

  public static void main(String... arguments) throws IOException, InterruptedException {
    if (arguments.length != 3) {
      throw new IllegalArgumentException("expected: payara-micro.jar pitwall.war DIRECTORY");
    }
    Path directory = Path.of(arguments[2]);
    if (Files.exists(directory)) {
      throw new IOException(directory + " is there already");
    }
    Files.createDirectories(directory);
    Prepare prepare = new Prepare(directory);
    prepare.layOut(Path.of(arguments[0]).toAbsolutePath(), Path.of(arguments[1]));
    prepare.archive();
    System.out.printf(
        "ready: cd %s; java -Dpitwall.listen=127.0.0.1 @start --port 8080%n", directory);
  }

  private void layOut(Path micro, Path war) throws IOException, InterruptedException {
    Process unpack = java("-jar", micro.toString(), "--rootdir", ".", "--outputlauncher");
    if (unpack.waitFor() != 0) {
      throw new IOException(micro + " could not be unpacked, see prepare.log");
    }
    Files.copy(war, directory.resolve("pitwall.war"));
    Files.copy(
        CONFIG.resolve("pre-boot-listen.asadmin"), directory.resolve("pre-boot-listen.asadmin"));
    writeStart("-XX:+RecordDynamicDumpInfo");
  }

  /** The options and arguments of the start, as a file that java reads. */
  private void writeStart(String sharing) throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(CONFIG.resolve("jvm.options")));
    lines.add(sharing);
    lines.add("-jar launch-micro.jar");
    lines.add("--nocluster --nohostaware --prebootcommandfile pre-boot-listen.asadmin");
    lines.add("--deploy pitwall.war --contextroot /");
    Files.write(directory.resolve("start"), lines);
  }

  /** Starts the relay once, and has its JVM write down what it has loaded by then. */
  private void archive() throws IOException, InterruptedException {
    int port = freePort();
    Process relay =
        java("-Dpitwall.listen=127.0.0.1", "@start", "--port", Integer.toString(port));
    try {
      long begin = System.nanoTime();
      while (!isReady(port)) {
        if (!relay.isAlive() || System.nanoTime() - begin > PATIENCE_NANOS) {
          throw new IOException("the relay does not start, see prepare.log");
        }
        Thread.sleep(100);
      }
      Process dump =
          new ProcessBuilder(
                  HOME.resolve("jcmd").toString(),
                  Long.toString(relay.pid()),
                  "VM.cds",
                  "dynamic_dump",
                  directory.resolve("classes.jsa").toAbsolutePath().toString())
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (dump.waitFor() != 0) {
        throw new IOException("no archive");
      }
    } finally {
      relay.destroy();
      relay.waitFor();
    }
    writeStart("-XX:SharedArchiveFile=classes.jsa");
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
