package pitwall.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A real nginx or Caddy in front of a relay, with a folder of its own for all that it writes. */
final class ProxyProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final Product product;
  private final Site site;
  private final Process process;

  /** Starts it, and waits until it passes requests on. */
  ProxyProcess(Product product, Site site) throws IOException {
    this.product = product;
    this.site = site;
    String text = Files.readString(product.file());
    for (var each : product.replacements(site).entrySet()) {
      assertThat(text).containsPattern(each.getKey());
      text = Pattern.compile(each.getKey()).matcher(text).replaceAll(each.getValue());
    }
    Files.writeString(file(), text);
    Files.writeString(site.folder().resolve("surroundings"), product.surroundings(site));
    process = start(site.folder(), product.program().toString(), product.arguments(site));
    try {
      await(product + "'s start").atMost(PATIENCE).until(this::isUp);
    } catch (RuntimeException e) {
      close();
      throw new AssertionError("it did not start: " + written(), e);
    }
  }

  private Path file() {
    return site.folder().resolve(product.file().getFileName());
  }

  private boolean isUp() {
    if (!process.isAlive()) {
      throw new IllegalStateException("it has ended");
    }
    try {
      return Answers.get(site.https("/health/live")).statusCode() == 200;
    } catch (AssertionError e) { // nobody listens yet
      return false;
    }
  }

  private static Process start(Path folder, String program, List<String> arguments)
      throws IOException {
    List<String> command = new ArrayList<>(arguments);
    command.add(0, program);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("XDG_DATA_HOME", folder.toString());
    builder.environment().put("XDG_CONFIG_HOME", folder.toString());
    return builder
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("output.log").toFile()))
        .start();
  }

  /** Runs a program to its end, and has it succeed. */
  static void run(Path folder, String program, String... arguments) throws Exception {
    Process running = start(folder, program, List.of(arguments));
    assertThat(running.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(running.exitValue()).as(program).isZero();
  }

  Product product() {
    return product;
  }

  Site site() {
    return site;
  }

  /** Where links to the dashboard lead. */
  String linksBegin() {
    return product.linksBegin(site);
  }

  /** Changes a word of its file, and has it read that again. */
  void reloadWith(String word, String other) throws Exception {
    String text = Files.readString(file());
    assertThat(text).contains(word);
    Files.writeString(file(), text.replace(word, other));
    run(site.folder(), product.program().toString(), product.reload(site).toArray(String[]::new));
  }

  /** What it has written by now: its logs and its own output. */
  String written() throws IOException {
    StringBuilder all = new StringBuilder();
    try (Stream<Path> files = Files.list(site.folder())) {
      for (Path log : files.filter(file -> file.toString().endsWith(".log")).sorted().toList()) {
        all.append(Files.readString(log));
      }
    }
    return all.toString();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
