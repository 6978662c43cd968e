package pitwall.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What axe-core finds: nothing that keeps somebody from using the page. */
class AccessibilityIT extends PageTests {
  private static final Path AXE = Path.of("src/test/clients/node_modules/axe-core/axe.min.js");
  private static final String GRAVE =
      """
      const done = arguments[arguments.length - 1];
      axe.run(document, { resultTypes: ['violations'] }).then(
        ({ violations, passes }) => done([String(passes.length), ...violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`))]),
        (problem) => done(['0', String(problem)]));
      """;

  private final Telemetry car = new Telemetry();

  @ParameterizedTest(name = "{0}, {1}, {2} wide")
  @CsvSource({
    "home, dark, 1280",
    "home, light, 360",
    "dashboard, dark, 1280",
    "dashboard, light, 1280",
    "dashboard, dark, 360",
    "dashboard, light, 360",
    "settings, dark, 360",
    "settings, light, 1280",
    "share, light, 360"
  })
  void nothingSeriousIsFound(String page, String theme, int width) throws Exception {
    Assumptions.assumeTrue(
        Files.exists(AXE), "skipped: no " + AXE + " (npm ci in src/test/clients)");
    browser.screen(width, 900);
    browser.open(server.http("/"));
    browser.js(
        "localStorage.setItem('pitwall.preferences', arguments[0])",
        "{\"theme\":\"" + theme + "\"}");
    open(page.equals("home") ? server.http("/") : dashboard());
    if (!page.equals("home")) {
      fill();
    }
    if (page.equals("settings") || page.equals("share")) {
      browser.click("#" + page + "-open");
    }
    assertThat(browser.attribute("html", "data-theme")).isEqualTo(theme);
    assertThat(grave()).isEmpty();
  }

  private static void open(URI page) {
    browser.open(page);
  }

  /**
   * All that a page may show: readings in every band, an alert, a lap, a setup that has changed.
   */
  private void fill() throws InterruptedException {
    monitor.setup(
        "{\"garage\":{\"VM_WING\":{\"caption\":\"Wing\",\"stringValue\":\"P1\",\"value\":1}}}");
    browser.awaitPhase("waiting");
    monitor.setup(
        "{\"garage\":{\"VM_WING\":{\"caption\":\"Wing\",\"stringValue\":\"P2\",\"value\":2}}}");
    for (int lap = 1; lap <= 3; lap++) {
      monitor.telemetry(
          car.next("{\"lap\":" + lap + ",\"lap_time\":0.2,\"fuel\":" + (20 - 2 * lap) + "}"));
      for (int i = 0; i < 10; i++) {
        monitor.telemetry(
            car.next(
                """
                {"lap":%d,"tire_temps":{"fl":40,"fr":112,"rl":90,"rr":-273.15},
                 "tire_pressures":{"fl":140,"fr":171,"rl":172,"rr":200},"fuel":%d}
                """
                    .formatted(lap, 19 - 2 * lap)));
      }
    }
    browser.awaitText("#alert-list", text -> text.contains("hot"));
    browser.awaitText("#laps-body", text -> text.isNotBlank());
  }

  @SuppressWarnings("unchecked")
  private static List<String> grave() throws IOException {
    browser.js(Files.readString(AXE));
    List<String> found = (List<String>) browser.jsLater(GRAVE);
    assertThat(Integer.parseInt(found.get(0))).as("rules that passed").isGreaterThan(10);
    return found.subList(1, found.size());
  }
}
