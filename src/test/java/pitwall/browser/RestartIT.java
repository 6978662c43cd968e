package pitwall.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static pitwall.browser.Browser.eventually;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import pitwall.it.RelayProcess;
import pitwall.replay.MonitorLink;

/** The relay is restarted under a page that stays open. */
@NeedsBrowser
@EnabledIf(
    value = "pitwall.it.RelayProcess#isPossible",
    disabledReason = "skipped: it takes Payara Micro")
class RestartIT {
  private final Telemetry car = new Telemetry();

  @Test
  void thePageComesBackByItself() throws Exception {
    try (RelayProcess relay = new RelayProcess();
        Browser browser = Browser.start()) {
      try (MonitorLink monitor = new MonitorLink(relay.server().http("/"), PageTests.QUIET)) {
        monitor.open();
        browser.screen(1280, 900);
        browser.open(relay.server().http("/dashboard/" + monitor.session()));
        browser.awaitPhase("waiting");
        monitor.telemetry(car.next());
        browser.awaitPhase("live");
        browser.js("window.openedOnce = true");

        relay.stop();
        relay.awaitEnd();
        browser.awaitPhase("disconnected");
        assertThat(browser.text("#label")).isEqualTo("Disconnected");
        assertThat(browser.text("[data-field=fuel]")).as("the last values stay").startsWith("42.3");

        relay.start();
        browser.awaitPhase("unknown"); // connected again, to a relay that has forgotten the session
        assertThat(browser.text("#sentence")).contains("restarted").contains("new link");
        assertThat(browser.is("window.openedOnce")).as("without being loaded again").isTrue();

        String before = monitor.session();
        eventually(
            () -> {
              monitor.telemetry(car.next()); // the first may still be for the session before
              assertThat(monitor.session()).isNotEqualTo(before);
            });
        browser.open(relay.server().http("/dashboard/" + monitor.session()));
        browser.awaitText("[data-field=fuel]", text -> text.startsWith("42.3"));
        assertThat(browser.complaints()).allMatch(said -> said.contains("WebSocket connection to"));
      }
    }
  }
}
