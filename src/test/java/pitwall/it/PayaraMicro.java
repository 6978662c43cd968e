package pitwall.it;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Payara Micro: a jar and its options. */
record PayaraMicro(Path jar) implements Installation {
  @Override
  public ProcessBuilder prepare(Path folder, Place place, List<String> options) throws IOException {
    List<Path> files = new ArrayList<>();
    files.add(Installation.config("payara-micro", "pre-boot-listen.asadmin"));
    List<String> command = new ArrayList<>(List.of(Installation.java()));
    command.addAll(options);
    place
        .keystore()
        .ifPresent(
            keystore -> {
              files.add(Installation.config("payara-micro", "tls.asadmin"));
              files.add(Installation.config("payara-micro", "access-log.asadmin"));
              command.add("-Dpitwall.access-log=" + folder);
              command.add("-Djavax.net.ssl.keyStore=" + keystore);
              command.add("-Djavax.net.ssl.keyStorePassword=changeit");
            });
    command.add("-Dpitwall.listen=127.0.0.1");
    command.addAll(List.of("-jar", jar.toString(), "--nocluster", "--nohostaware"));
    command.add("--prebootcommandfile");
    command.add(Installation.join(folder.resolve("pre-boot.asadmin"), files).toString());
    command.addAll(List.of("--deploy", WAR.toString(), "--contextroot", "/"));
    command.addAll(List.of("--port", Integer.toString(place.http())));
    if (place.keystore().isPresent()) {
      command.addAll(List.of("--sslport", Integer.toString(place.https())));
    }
    return new ProcessBuilder(command);
  }
}
