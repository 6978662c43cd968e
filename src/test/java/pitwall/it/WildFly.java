package pitwall.it;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * WildFly: a base folder beside the one that it comes with. One that is cut down has been made with
 * what the scripts would change, and has neither TLS nor the program that runs them.
 */
record WildFly(Path home) implements Installation {
  private static final boolean WHOLE =
      System.getProperty("wildfly.config").equals("standalone.xml");

  @Override
  public ProcessBuilder prepare(Path folder, Place place, List<String> options) throws IOException {
    if (!Files.exists(folder.resolve("deployments"))) {
      configure(folder, place.keystore());
      Files.copy(WAR, Files.createDirectory(folder.resolve("deployments")).resolve("pitwall.war"));
    }
    List<String> command = new ArrayList<>(List.of(Installation.java()));
    command.addAll(options);
    command.add("-Djboss.home.dir=" + home);
    command.add("-Djboss.server.base.dir=" + folder);
    if (!WHOLE) { // which has no scripts that find its log's configuration
      command.add("-Dlogging.configuration=file:" + folder + "/configuration/logging.properties");
      command.add("-Dorg.jboss.boot.log.file=" + folder + "/log/server.log");
    }
    command.add("-Djboss.http.port=" + place.http());
    command.add("-Djboss.https.port=" + place.https());
    command.add("-Djboss.management.http.port=" + place.admin());
    command.addAll(List.of("-jar", home.resolve("jboss-modules.jar").toString()));
    command.addAll(List.of("-mp", home.resolve("modules").toString(), "org.jboss.as.standalone"));
    return new ProcessBuilder(command);
  }

  /** A configuration in a base folder, by the scripts that there are for it. */
  void configure(Path folder, Optional<Path> keystore) throws IOException {
    Installation.copy(home.resolve("standalone/configuration"), folder.resolve("configuration"));
    assumeTrue(WHOLE || keystore.isEmpty(), "skipped: the scripts are for a whole WildFly");
    if (WHOLE) {
      apply(folder, "pitwall.cli");
    }
    if (keystore.isPresent()) {
      Files.copy(keystore.get(), folder.resolve("configuration/pitwall.p12"));
      apply(folder, "tls.cli");
      apply(folder, "access-log.cli");
    }
  }

  private void apply(Path folder, String script) throws IOException {
    ProcessBuilder cli =
        new ProcessBuilder(
            "sh",
            home.resolve("bin/jboss-cli.sh").toString(),
            "--file=" + Installation.config("wildfly", script));
    cli.environment().put("JAVA_OPTS", "-Djboss.server.base.dir=" + folder);
    Installation.run(cli);
  }
}
