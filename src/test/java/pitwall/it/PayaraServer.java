package pitwall.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Payara Server: a copy of the domain that it comes with, started by the command that {@code
 * asadmin start-domain --dry-run} tells, since asadmin would put it into the background.
 */
record PayaraServer(Path home) implements Installation {
  private static final String MAIN = "com.sun.enterprise.glassfish.bootstrap.ASMain";
  private static final String LISTENERS =
      "set configs.config.server-config.network-config.network-listeners.network-listener.";

  @Override
  public ProcessBuilder prepare(Path folder, Place place, List<String> options) throws IOException {
    return prepare(folder, place, options, "deploy --contextroot / --name pitwall " + WAR);
  }

  /**
   * As the other.
   *
   * @param last what is done when it has started
   */
  ProcessBuilder prepare(Path folder, Place place, List<String> options, String... last)
      throws IOException {
    Path domain = folder.resolve("pitwall");
    Installation.delete(domain);
    Installation.copy(home.resolve("glassfish/domains/domain1"), domain);
    List<Path> files = new ArrayList<>();
    files.add(Installation.config("payara", "pre-boot.asadmin"));
    if (place.keystore().isPresent()) {
      files.add(Installation.config("payara", "tls.asadmin"));
      files.add(Installation.config("payara", "access-log.asadmin"));
      Installation.keytool(
          "-importkeystore -noprompt -srckeystore %s -srcstorepass changeit -destkeystore %s -deststorepass changeit"
              .formatted(place.keystore().get(), domain.resolve("config/keystore.p12")));
    }
    Path before =
        Installation.join(
            folder.resolve("pre-boot.asadmin"),
            files,
            LISTENERS + "http-listener-1.port=" + place.http(),
            LISTENERS + "http-listener-2.port=" + place.https(),
            LISTENERS + "admin-listener.port=" + place.admin());
    Path after =
        Installation.join(
            folder.resolve("post-boot.asadmin"),
            List.of(Installation.config("payara", "post-boot.asadmin")),
            last);
    List<String> told =
        Installation.run(
            new ProcessBuilder(
                Installation.java(),
                "-jar",
                home.resolve("glassfish/lib/client/appserver-cli.jar").toString(),
                "start-domain",
                "--dry-run",
                "--domaindir",
                folder.toString(),
                "--prebootcommandfile",
                before.toString(),
                "--postbootcommandfile",
                after.toString(),
                "pitwall"));
    int first = told.indexOf(Installation.java());
    int end = told.subList(first, told.size()).indexOf("") + first;
    List<String> command = new ArrayList<>(told.subList(first, end));
    command.addAll(command.indexOf(MAIN), options);
    return new ProcessBuilder(command);
  }
}
