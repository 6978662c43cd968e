package pitwall.it;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Payara Micro beside the one that all other tests share, for what only other options show. */
final class OtherServer implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(120);
  private static final long STOP_SECONDS = 60;

  private final Process process;
  private final Path log;
  private final Server server;

  /**
   * @param options the JVM's, {@code -Dpitwall.metrics=off} say
   */
  OtherServer(String... options) throws IOException {
    int port = freePort();
    log = Files.createTempFile("pitwall-", ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Dpitwall.listen=127.0.0.1");
    command.addAll(List.of(options));
    command.addAll(
        List.of(
            "-jar",
            System.getProperty("payara.microJar"),
            "--nocluster",
            "--nohostaware",
            "--prebootcommandfile",
            "server-config/payara-micro/pre-boot-listen.asadmin",
            "--deploy",
            System.getProperty("pitwall.war"),
            "--contextroot",
            "/",
            "--port",
            Integer.toString(port)));
    process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    server = new Server(new URL("http://127.0.0.1:" + port + "/"));
    try {
      await().atMost(START).until(this::isUp);
    } catch (RuntimeException e) {
      process.destroyForcibly();
      throw new AssertionError("it did not start: " + Files.readString(log), e);
    }
  }

  /** Whether it is Payara Micro that is under test. */
  static boolean isAsked() {
    return System.getProperty("arquillian.launch").equals("payara-micro");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private boolean isUp() {
    if (!process.isAlive()) {
      throw new IllegalStateException("it has ended");
    }
    try {
      return server.get("/health/live").statusCode() == 200;
    } catch (AssertionError e) { // nobody listens yet
      return false;
    }
  }

  Server server() {
    return server;
  }

  /** What it has logged so far. */
  String log() throws IOException {
    return Files.readString(log);
  }

  /** Asks it to stop, as an operator would: SIGTERM. */
  void stop() {
    process.destroy();
  }

  @Override
  public void close() throws IOException {
    try {
      process.destroy();
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
    } finally {
      Files.delete(log);
    }
  }
}
