package pitwall.it;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.LoadableExtension;
import org.jboss.arquillian.test.spi.event.suite.AfterSuite;
import org.jboss.arquillian.test.spi.event.suite.BeforeSuite;

/**
 * The server that all tests share, made ready before Arquillian asks for it: on ports that are
 * free, with what its folder in {@code server-config} says. Arquillian starts Payara Micro and
 * WildFly itself, and finds Payara Server started.
 *
 * <p>Found by Arquillian through {@code META-INF/services}.
 */
public final class ReadyServer implements LoadableExtension {
  private static final int FIRST = 1000; // before Arquillian, and after it

  /**
   * The ports are in {@code arquillian.xml} by these names, so they are chosen before it is read.
   */
  @Override
  public void register(ExtensionBuilder builder) {
    try {
      System.setProperty("it.http-port", String.valueOf(RelayProcess.freePort()));
      System.setProperty("it.admin-port", String.valueOf(RelayProcess.freePort()));
    } catch (IOException e) {
      throw new AssertionError("no port is free", e);
    }
    builder.observer(Readiness.class);
  }

  /** Created and called by Arquillian, on the thread that runs the suite. */
  public static final class Readiness {
    private Process payara;

    public void prepare(@Observes(precedence = FIRST) BeforeSuite begins) throws IOException {
      Path folder = Path.of(System.getProperty("it.folder"));
      Installation installation = Installation.underTest();
      if (installation instanceof WildFly wildfly) {
        Installation.delete(folder);
        wildfly.configure(folder, Optional.empty());
      } else if (installation instanceof PayaraServer server) {
        payara = start(server, folder);
        Runtime.getRuntime().addShutdownHook(new Thread(payara::destroy));
      }
    }

    private static Process start(PayaraServer server, Path folder) throws IOException {
      Installation.delete(folder);
      folder.toFile().mkdirs();
      Installation.Place place =
          new Installation.Place(
              Integer.getInteger("it.http-port"),
              Integer.getInteger("it.admin-port"),
              RelayProcess.freePort(),
              Optional.empty());
      List<String> options = List.of(System.getProperty("it.options").split(" "));
      Process process =
          server
              .prepare(folder, place, options, new String[0])
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("server.log").toFile())
              .start();
      process.getOutputStream().close(); // where asadmin would tell it a password
      URI asked = URI.create("http://127.0.0.1:" + place.admin() + "/management/domain");
      await("Payara Server's start")
          .atMost(RelayProcess.PATIENCE)
          .until(() -> !process.isAlive() || isThere(asked));
      return process;
    }

    private static boolean isThere(URI uri) throws InterruptedException {
      HttpRequest request =
          HttpRequest.newBuilder(uri).header("Accept", "application/json").build();
      try {
        return Server.HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode()
            == 200;
      } catch (IOException e) {
        return false; // nobody listens yet
      }
    }

    public void stop(@Observes(precedence = -FIRST) AfterSuite over) {
      if (payara != null) {
        payara.destroy();
      }
    }
  }
}
