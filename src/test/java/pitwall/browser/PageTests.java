package pitwall.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.URL;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import pitwall.it.Server;
import pitwall.replay.MonitorLink;

/** A browser, a relay and a monitor. Whatever a test does, the page may not complain. */
@NeedsBrowser
@ExtendWith(ArquillianExtension.class)
abstract class PageTests {
  static final PrintStream QUIET = new PrintStream(OutputStream.nullOutputStream());

  protected static Browser browser;

  @ArquillianResource private URL url;
  protected Server server;
  protected MonitorLink monitor;

  @Deployment(testable = false)
  static WebArchive pitwall() {
    return Server.pitwall();
  }

  @BeforeAll
  static void startTheBrowser() {
    browser = Browser.start();
  }

  @AfterAll
  static void endTheBrowser() {
    browser.close();
  }

  @BeforeEach
  void begin() throws InterruptedException {
    server = new Server(url);
    monitor = new MonitorLink(server.http("/"), QUIET);
    monitor.open();
    browser.screen(1280, 900);
    browser.forget(server.http("/"));
  }

  @AfterEach
  void nothingWentWrongInThePage() {
    try {
      assertThat(browser.complaints()).isEmpty();
    } finally {
      monitor.close();
    }
  }

  URI dashboard() {
    return server.http("/dashboard/" + monitor.session());
  }

  /** Opens the session's dashboard and waits until it is there. */
  void watch() {
    browser.open(dashboard());
    browser.awaitPhase("waiting");
  }
}
