package pitwall.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;
import pitwall.it.RelayProcess;

/**
 * Clients that vanish as they really do: their packets are lost. Takes Linux, root, {@code ip} and
 * {@code iptables}, and a minute.
 */
class LostPacketsIT {
  @Test
  void whoIsLostIsMissedWithin45SecondsOnEveryTransport() throws Exception {
    assumeTrue(RelayProcess.isPossible(), "skipped: a relay of its own is a Payara Micro");
    assumeTrue(SoakIT.IS_LONG, "skipped: takes a minute, mvn verify -Ppayara-micro,soak");
    try (Namespace network = network()) {
      List<String> command = new ArrayList<>();
      command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      System.getProperties().stringPropertyNames().stream()
          .filter(name -> name.matches("(arquillian|payara|wildfly|pitwall|it)\\..*"))
          .forEach(name -> command.add("-D" + name + "=" + System.getProperty(name)));
      command.addAll(List.of("-cp", System.getProperty("java.class.path")));
      command.addAll(List.of(LostPackets.class.getName(), Namespace.current()));
      Process inside =
          new ProcessBuilder(network.within(command)).redirectErrorStream(true).start();
      String said = new String(inside.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      System.out.println(said);
      assertThat(inside.waitFor()).as(said).isZero();
    }
  }

  private static Namespace network() {
    try {
      return new Namespace();
    } catch (IOException e) {
      throw new TestAbortedException("skipped: no network of its own to be had: " + e.getMessage());
    }
  }
}
