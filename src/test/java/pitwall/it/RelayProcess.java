package pitwall.it;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A relay of a test's own, in another server of the kind that is under test: for settings that only
 * it has, for its start and for its end. It keeps its ports when it is started again.
 */
public final class RelayProcess implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Installation installation = Installation.underTest();
  private final List<String> options = new ArrayList<>(List.of("-Xmx384m"));
  private final Installation.Place place;
  private final Path folder;
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
    this(Optional.empty(), options);
  }

  /** As the other, with TLS beside it and an access log, as the server's recipes have them. */
  RelayProcess(Path keystore) throws IOException {
    this(Optional.of(keystore));
  }

  private RelayProcess(Optional<Path> keystore, String... options) throws IOException {
    this.options.addAll(List.of(options));
    place = new Installation.Place(freePort(), freePort(), freePort(), keystore);
    folder = Files.createTempDirectory("pitwall-");
    log = Files.createTempFile("pitwall-", ".log");
    server = new Server(URI.create("http://127.0.0.1:" + place.http() + '/').toURL());
    start();
  }

  /** A port that nobody has, and that no client is given while a server starts. */
  static int freePort() throws IOException {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(20_000, 32_000);
      try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return free.getLocalPort();
      } catch (BindException e) {
        continue; // another one
      }
    }
  }

  /** Whether the server under test is one that this can start: each that the build knows is. */
  public static boolean isPossible() {
    return List.of("payara-micro", "payara", "wildfly")
        .contains(System.getProperty("arquillian.launch"));
  }

  /** Starts it once more, and waits until it answers. */
  public void start() throws IOException {
    process =
        installation
            .prepare(folder, place, options)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    process.getOutputStream().close(); // Payara Server reads what asadmin would tell it
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
      return server.get("/health/live").statusCode() == 200
          && server.get("/api/demo").statusCode() != 503; // Payara's is the last to come
    } catch (AssertionError e) { // nobody listens yet
      return false;
    }
  }

  public Server server() {
    return server;
  }

  /** Where it listens with TLS, if it was asked to. */
  int securePort() {
    return place.https();
  }

  /** Its process, for tools such as {@code jcmd}. */
  public long pid() {
    return process.pid();
  }

  /** What it has logged so far, over all starts. */
  public String log() throws IOException {
    return Files.readString(log);
  }

  /** What the server itself has noted of requests; empty at first, since it writes now and then. */
  String accessLog() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(each -> each.toString().contains("access_log.")).toList()) {
        all.append(Files.readString(file));
      }
    }
    return all.toString();
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
      Installation.delete(folder);
    }
  }
}
