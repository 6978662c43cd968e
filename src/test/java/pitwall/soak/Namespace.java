package pitwall.soak;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A network of its own on this machine (Linux, as root, with {@code ip} and {@code iptables}): what
 * is dropped there concerns nobody else.
 */
final class Namespace implements AutoCloseable {
  private static final Path OWN = Path.of("/proc/self/ns/net");

  private final String name = "pitwall-" + UUID.randomUUID().toString().substring(0, 8);

  /** Makes one; throws where that is not possible. */
  Namespace() throws IOException {
    command("ip", "netns", "add", name);
    try {
      run("ip", "link", "set", "lo", "up");
      run("iptables", "-L");
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private void run(String... command) throws IOException {
    command(within(List.of(command)).toArray(String[]::new));
  }

  /** The same command, to be run in there. */
  List<String> within(List<String> command) {
    List<String> whole = new ArrayList<>(List.of("ip", "netns", "exec", name));
    whole.addAll(command);
    return whole;
  }

  /** Which network this process is in. */
  static String current() throws IOException {
    return Files.readSymbolicLink(OWN).toString();
  }

  /** Drops from now on whatever comes from, or goes to, that address: in this process's network. */
  static void drop(String address) throws IOException {
    command("iptables", "-A", "INPUT", "-s", address, "-j", "DROP");
    command("iptables", "-A", "INPUT", "-d", address, "-j", "DROP");
  }

  private static void command(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    try {
      if (process.waitFor() != 0) {
        throw new IOException(String.join(" ", command) + ": " + said);
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    command("ip", "netns", "del", name);
  }
}
