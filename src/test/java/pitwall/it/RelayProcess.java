package pitwall.it;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Assumptions;

/** A relay with settings of its own, in a Payara Micro beside the one that Arquillian keeps. */
final class RelayProcess implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 180;

  private final Process process;
  private final Server server;

  /**
   * Starts it; skips the test where there is no Payara Micro.
   *
   * @param settings without their prefix: {@code "origins=https://team.example"}
   */
  RelayProcess(String... settings) {
    Path jar = Path.of(System.getProperty("payara.microJar"));
    Assumptions.assumeTrue(Files.exists(jar), "skipped: no Payara Micro");
    int port = freePort();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx384m");
    command.add("-Dpitwall.listen=127.0.0.1");
    for (String setting : settings) {
      command.add("-Dpitwall." + setting);
    }
    command.addAll(
        List.of(
            "-jar",
            jar.toString(),
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
    File log = new File("target/relay-process.log");
    try {
      process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
      server = new Server(URI.create("http://127.0.0.1:" + port + '/').toURL());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    Awaitility.await("the relay's start, see " + log)
        .atMost(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .until(this::answers);
  }

  private boolean answers() {
    if (!process.isAlive()) {
      throw new AssertionError("the relay has not started");
    }
    try {
      return server.get("/api/demo").statusCode() == 200;
    } catch (AssertionError e) {
      return false; // not yet
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  Server server() {
    return server;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
