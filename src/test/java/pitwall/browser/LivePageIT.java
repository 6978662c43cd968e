package pitwall.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static pitwall.browser.Browser.eventually;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.assertj.core.api.AbstractStringAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pitwall.it.Cable;

/** What is seen at a glance: the car, and whether it is live. */
class LivePageIT extends PageTests {
  private static final long MOST_BYTES = 250_000;

  private final Telemetry car = new Telemetry();

  @ParameterizedTest(name = "{0} by {1}")
  @CsvSource({"360, 740", "1440, 900"})
  void theDemoLapIsSeenLive(int width, int height) {
    browser.screen(width, height);
    browser.open(server.http("/"));
    eventually(() -> assertThat(browser.element("#demo-start").isDisplayed()).isTrue());
    browser.click("#demo-start");
    eventually(() -> assertThat(browser.address().getPath()).startsWith("/dashboard/"));
    browser.awaitPhase("live");
    for (String reading : List.of("speed", "fuel", "lap", "driver", "car", "track")) {
      browser.awaitText(
          "[data-field=" + reading + "]", text -> text.isNotBlank().isNotEqualTo("–"));
    }
    for (String corner : List.of("fl", "fr", "rl", "rr")) {
      browser.awaitText(part(corner, "tyre"), text -> text.contains("°C"));
    }
    String lapTime = browser.text("[data-field=lap_time]");
    browser.awaitText("[data-field=lap_time]", text -> text.isNotEqualTo(lapTime));
    eventually(() -> assertThat(browser.elements("#setup-groups table")).isNotEmpty());
    eventually(
        () ->
            assertThat(browser.is("document.querySelector('#map-path').getTotalLength()"))
                .isTrue());
    assertNothingSticksOut();
  }

  static String part(String corner, String part) {
    return "[data-corner=" + corner + "] [data-part=" + part + "]";
  }

  /** On a phone nobody scrolls sideways. */
  private static void assertNothingSticksOut() {
    assertThat(browser.number("document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(browser.number("window.innerWidth"));
  }

  @Test
  void aSessionIsWaitingThenLiveThenStaleThenLiveAgainThenGone() throws InterruptedException {
    watch();
    assertState("Waiting for the monitor");
    assertThat(browser.text("#age")).isEqualTo("–");

    monitor.telemetry(car.next());
    browser.awaitPhase("live");
    assertState("Live");
    assertThat(browser.text("[data-field=fuel]")).isEqualTo("42.3\u00a0L");

    browser.awaitPhase("stale");
    assertState("Stale");
    browser.awaitText("#age", text -> text.matches("([5-9]\\.\\d|\\d\\d)\u00a0s"));

    monitor.telemetry(car.next());
    browser.awaitPhase("live");
    monitor.close();
    browser.awaitPhase("gone");
    assertState("Monitor gone");
    assertThat(browser.text("[data-field=fuel]")).as("the last values stay").startsWith("42.3");
  }

  @Test
  void aSessionThatNobodyKnowsIsSaidToBeUnknown() {
    browser.open(server.http("/dashboard/" + UUID.randomUUID()));
    browser.awaitPhase("unknown");
    assertState("Unknown session");
    assertThat(browser.text("#sentence")).contains("new link");
  }

  @Test
  void aCutConnectionIsSaidAndComesBackByItself() throws Exception {
    try (Cable cable = new Cable(server.port())) {
      browser.open(cable.http("/dashboard/" + monitor.session()));
      browser.awaitPhase("waiting");
      monitor.telemetry(car.next());
      browser.awaitPhase("live");
      browser.js("window.openedOnce = true");

      cable.cut();
      browser.awaitPhase("disconnected");
      assertState("Disconnected");
      assertThat(browser.text("[data-field=fuel]")).as("the last values stay").startsWith("42.3");

      cable.mend();
      monitor.telemetry(car.next("{\"fuel\":41.1}"));
      browser.awaitText("[data-field=fuel]", text -> text.startsWith("41.1"));
      monitor.telemetry(car.next());
      browser.awaitPhase("live");
      assertThat(browser.is("window.openedOnce")).as("without being loaded again").isTrue();
      assertThat(browser.complaints()).allMatch(said -> said.contains("WebSocket connection to"));
    }
  }

  private static void assertState(String label) {
    browser.awaitText("#label", text -> text.isEqualTo(label));
    browser.awaitText("#mark", AbstractStringAssert::isNotBlank);
  }

  @Test
  void theTabsTitleTellsPositionAndLapAndThePageHowManyWatch() throws InterruptedException {
    watch();
    monitor.telemetry(car.next());
    eventually(
        () -> assertThat(browser.js("return document.title")).asString().startsWith("P3 · Lap 12"));
    browser.awaitText("#viewers", text -> text.isEqualTo("1"));
  }

  @Test
  void theOverlayIsTransparentAndTellsTheVitalThings() throws Exception {
    browser.screen(1280, 720);
    browser.open(server.http("/dashboard/" + monitor.session() + "?view=overlay"));
    browser.devTools(
        "Emulation.setDefaultBackgroundColorOverride",
        Map.of("color", Map.of("r", 0, "g", 0, "b", 0, "a", 0)));
    try {
      monitor.telemetry(car.next());
      browser.awaitText("#overlay [data-field=position]", text -> text.isEqualTo("3"));
      browser.awaitText("#overlay [data-tyre=fl]", text -> text.contains("90"));
      browser.awaitText("#overlay-label", text -> text.isEqualToIgnoringCase("Live"));
      assertThat(browser.element("main").isDisplayed()).isFalse();

      BufferedImage picture = ImageIO.read(new ByteArrayInputStream(browser.picture()));
      long clear =
          IntStream.range(0, picture.getHeight())
              .mapToLong(
                  y ->
                      IntStream.range(0, picture.getWidth())
                          .filter(x -> picture.getRGB(x, y) >>> 24 == 0)
                          .count())
              .sum();
      long all = (long) picture.getWidth() * picture.getHeight();
      assertThat(clear).as("pixels with nothing on them").isBetween(all / 2, all - 1000);
    } finally {
      browser.devTools("Emulation.setDefaultBackgroundColorOverride", Map.of());
    }
  }

  @ParameterizedTest(name = "{0} by {1}")
  @CsvSource({"360, 740", "1920, 1080"})
  void theFirstViewIsSmall(int width, int height) throws InterruptedException {
    browser.screen(width, height);
    browser.devTools("Network.clearBrowserCache", Map.of());
    monitor.telemetry(car.next());
    browser.open(dashboard());
    browser.awaitText("[data-field=fuel]", text -> text.startsWith("42.3"));
    if (width > 1000) {
      eventually(() -> assertThat(browser.elements(".plot canvas")).isNotEmpty());
    }
    String entries =
        "performance.getEntriesByType('navigation').concat(performance.getEntriesByType('resource'))";
    long files = browser.number(entries + ".length");
    long bytes = browser.number(entries + ".reduce((sum, entry) => sum + entry.transferSize, 0)");
    long millis = browser.number("performance.getEntriesByType('navigation')[0].loadEventEnd");
    System.out.printf(
        "First view at %d by %d: %d files, %,d bytes, loaded after %d ms%n",
        width, height, files, bytes, millis);
    assertThat(browser.is(entries + ".every((entry) => entry.transferSize > 0)")).isTrue();
    assertThat(files).isGreaterThan(10);
    assertThat(bytes).isLessThan(MOST_BYTES);
  }

  @Test
  void theBrowserOffersToInstallIt() {
    browser.open(server.http("/"));
    eventually(
        () ->
            assertThat(browser.devTools("Page.getInstallabilityErrors", Map.of()))
                .containsEntry("installabilityErrors", List.of()));
  }
}
