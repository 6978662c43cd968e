package pitwall.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;

/** A relay of its own, in a Payara Micro that can be stopped and started again at its address. */
final class RelayProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final int port;
  private Process java;

  RelayProcess() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
  }

  static boolean isPossible() {
    return new File(System.getProperty("payara.microJar")).exists();
  }

  URI http(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  /** Starts it, and waits until it answers. */
  void start() throws IOException {
    java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Dpitwall.listen=127.0.0.1",
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
                String.valueOf(port))
            .redirectErrorStream(true)
            .redirectOutput(new File("target/restarted-relay.log"))
            .start();
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(250))
        .untilAsserted(() -> assertThat(answers()).isTrue());
  }

  private boolean answers() throws InterruptedException {
    assertThat(java.isAlive()).as("see target/restarted-relay.log").isTrue();
    try {
      HttpRequest request = HttpRequest.newBuilder(http("/api/demo")).build();
      return HttpClient.newHttpClient()
              .send(request, HttpResponse.BodyHandlers.discarding())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /** Stops it, as an operator would. */
  void stop() {
    java.destroy();
    await().atMost(PATIENCE).until(() -> !java.isAlive());
  }

  @Override
  public void close() {
    if (java != null) {
      java.destroyForcibly().onExit().join();
    }
  }
}
