package pitwall;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The image and the systemd unit, as far as can be seen without either. */
class ServiceFilesTest {
  private static final Path DOCKERFILE = Path.of("server-config/docker/Dockerfile");
  private static final Path HEALTH = Path.of("server-config/docker/health");
  private static final Path UNIT = Path.of("server-config/systemd/pitwall.service");
  private static final Path OPTIONS = Path.of("server-config/payara-micro/jvm.options");
  private static final List<String> BUILT = List.of("payara-micro.jar", "pitwall.war");

  /** What a program says, and how it ends. */
  private record Ran(int code, String output) {
    static Ran of(String... command) throws IOException, InterruptedException {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
      return new Ran(process.waitFor(), output);
    }
  }

  private static Stream<String> lines(Path file, String start) throws IOException {
    return Files.readAllLines(file).stream().filter(line -> line.startsWith(start));
  }

  /** What the image's build takes from the repository. */
  private static List<String> copied() throws IOException {
    return lines(DOCKERFILE, "COPY ")
        .filter(line -> !line.contains("--from="))
        .map(line -> line.split(" "))
        .flatMap(words -> Arrays.stream(words, 1, words.length - 1))
        .toList();
  }

  private static List<String> entryPoint() throws IOException {
    String line = lines(DOCKERFILE, "ENTRYPOINT ").findFirst().orElseThrow();
    Matcher words = Pattern.compile("\"([^\"]*)\"").matcher(line);
    return words.results().map(word -> word.group(1)).toList();
  }

  private static List<String> execStart() throws IOException {
    String line = lines(UNIT, "ExecStart=").findFirst().orElseThrow();
    return List.of(line.substring("ExecStart=".length()).split(" "));
  }

  @Test
  void whatTheImageIsMadeOfIsThereAndIsLetIn() throws IOException {
    List<String> letIn =
        lines(Path.of(DOCKERFILE + ".dockerignore"), "!").map(line -> line.substring(1)).toList();
    assertThat(copied()).isNotEmpty().allMatch(file -> Files.exists(Path.of(file)));
    assertThat(letIn).containsExactlyInAnyOrderElementsOf(copied());
  }

  @Test
  void theImagesCommandNamesWhatIsInTheImage() throws IOException {
    List<String> inside =
        Stream.concat(
                copied().stream().map(file -> Path.of(file).getFileName().toString()),
                BUILT.stream())
            .toList();
    assertThat(entryPoint())
        .contains("@jvm.options", "payara-micro.jar", "pre-boot-listen.asadmin", "pitwall.war");
    assertThat(inside)
        .contains("jvm.options", "payara-micro.jar", "pre-boot-listen.asadmin", "pitwall.war")
        .contains("health");
    assertThat(lines(DOCKERFILE, "COPY --from=build ").toList())
        .allMatch(line -> BUILT.stream().anyMatch(built -> line.contains("/src/target/" + built)));
  }

  @Test
  void theUnitStartsWhatTheImageStarts() throws IOException {
    List<String> unit =
        execStart().stream()
            .map(word -> word.replace("/usr/bin/", "").replace("/opt/pitwall/", ""))
            .map(word -> word.replace("${PITWALL_LISTEN}", "0.0.0.0"))
            .map(word -> word.replace("${PITWALL_PORT}", "8080"))
            .toList();
    assertThat(unit).isEqualTo(entryPoint());
    assertThat(Files.readString(UNIT)).contains("PITWALL_LISTEN=127.0.0.1 PITWALL_PORT=8080\n");
  }

  @Test
  void theImageRunsAsNobodyAndOfPinnedImages() throws IOException {
    assertThat(lines(DOCKERFILE, "USER ")).containsExactly("USER 10001:10001");
    assertThat(lines(DOCKERFILE, "FROM "))
        .hasSize(2)
        .allMatch(line -> line.matches("FROM [a-z-]+:\\d+\\.\\d+\\.\\d+\\S*( AS build)?"));
  }

  @Test
  void theJvmTakesItsOptions() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Ran version = Ran.of(java, "@" + OPTIONS, "-version");
    assertThat(version.code()).as(version.output()).isZero();
  }

  @Test
  void systemdHasNothingToSayAboutTheUnit() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/systemd-analyze")), "no systemd-analyze");
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/java")), "no /usr/bin/java");
    Ran verify = Ran.of("systemd-analyze", "verify", UNIT.toAbsolutePath().toString());
    assertThat(verify).isEqualTo(new Ran(0, ""));
  }

  @ParameterizedTest
  @CsvSource({"200, 0", "503, 1"})
  void healthIsWhatTheRelaySays(int status, int code) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")), "no bash");
    HttpServer relay =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    relay.createContext(
        "/health/live",
        exchange -> {
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    relay.start();
    String port = Integer.toString(relay.getAddress().getPort());
    try {
      assertThat(Ran.of("bash", HEALTH.toString(), port).code()).isEqualTo(code);
    } finally {
      relay.stop(0);
    }
    assertThat(Ran.of("bash", HEALTH.toString(), port).code()).isNotZero();
  }
}
