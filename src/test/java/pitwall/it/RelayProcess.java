package pitwall.it;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A relay of a test's own, in a Payara Micro beside the server that all others share: for settings
 * that only it has, for its start and for its end. It keeps its port when it is started again.
 */
public final class RelayProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final List<String> options;
  private final int port;
  private final Path log;
  private final Server server;
  private Process process;

  /**
   * Starts it, and waits until it answers.
   *
   * @param options the JVM's, {@code -Dpitwall.metrics=off} say; the heap is 384 MB unless one of
   *     them says otherwise
   */
  public RelayProcess(String... options) throws IOException {
    this.options = List.of(options);
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    log = Files.createTempFile("pitwall-", ".log");
    server = new Server(URI.create("http://127.0.0.1:" + port + '/').toURL());
    start();
  }

  /** Whether it is Payara Micro that is under test, so that there is one to start. */
  public static boolean isPossible() {
    return System.getProperty("arquillian.launch").equals("payara-micro");
  }

  /** Starts it once more, and waits until it answers. */
  public void start() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx384m", "-Dpitwall.listen=127.0.0.1"));
    command.addAll(options);
    command.addAll(List.of("-jar", System.getProperty("payara.microJar")));
    command.addAll(List.of("--nocluster", "--nohostaware", "--prebootcommandfile"));
    command.add("server-config/payara-micro/pre-boot-listen.asadmin");
    command.addAll(List.of("--deploy", System.getProperty("pitwall.war"), "--contextroot", "/"));
    command.addAll(List.of("--port", Integer.toString(port)));
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    try {
      await("the relay's start").atMost(PATIENCE).until(this::isUp);
    } catch (RuntimeException e) {
      process.destroyForcibly();
      throw new AssertionError("it did not start: " + Files.readString(log), e);
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

  public Server server() {
    return server;
  }

  /** Its process, for tools such as {@code jcmd}. */
  public long pid() {
    return process.pid();
  }

  /** What it has logged so far, over all starts. */
  public String log() throws IOException {
    return Files.readString(log);
  }

  /** Asks it to stop, as an operator would with SIGTERM, and does not wait. */
  public void stop() {
    process.destroy();
  }

  /** Waits until it has ended. */
  public void awaitEnd() {
    await("the relay's end").atMost(PATIENCE).until(() -> !process.isAlive());
  }

  @Override
  public void close() throws IOException {
    try {
      process.destroy();
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } finally {
      Files.delete(log);
    }
  }
}
