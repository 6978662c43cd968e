package pitwall.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static pitwall.browser.Browser.eventually;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import pitwall.it.Samples;
import pitwall.replay.Recording;
import pitwall.replay.Replay;

/**
 * Takes the README's pictures anew, into {@code src/docs}:
 *
 * <pre>
 * mvn verify -Ppayara-micro,browser -Dit.test=PicturesIT -Dpictures
 * </pre>
 */
@EnabledIfSystemProperty(
    named = "pictures",
    matches = ".*",
    disabledReason = "skipped: only for -Dpictures")
class PicturesIT extends PageTests {
  private static final Path FOLDER = Path.of("src/docs");
  private static final int SO_FAR = 1390; // in the fifth lap

  @Test
  void thePhoneTheDeskAndTheStream() throws Exception {
    monitor.setup(Samples.text("setup-overview.json"));
    for (String view : new String[] {"dashboard", "phone", "overlay"}) {
      switch (view) {
        case "dashboard" -> browser.screen(1440, 1000);
        case "phone" -> browser.screen(390, 844);
        default -> browser.screen(960, 150);
      }
      browser.open(
          server.http(
              "/dashboard/" + monitor.session() + (view.equals("overlay") ? "?view=overlay" : "")));
      Recording stint = Recording.of(Samples.path("spa-stint.jsonl"));
      new Replay(new Recording(stint.lines().subList(0, SO_FAR)), 100, QUIET).play(monitor);
      browser.awaitPhase("live");
      browser.awaitText(
          view.equals("overlay") ? "#overlay-fuel" : "#fuel-laps",
          text -> text.matches("\\d+\\.\\d"));
      if (view.equals("dashboard")) {
        eventually(() -> assertThat(browser.elements(".plot canvas")).isNotEmpty());
      }
      monitor.telemetry(stint.lines().get(SO_FAR)); // so that the age is a small one
      browser.awaitPhase("live");
      take(view);
    }
  }

  private static void take(String view) throws IOException {
    if (view.equals("overlay")) {
      browser.devTools(
          "Emulation.setDefaultBackgroundColorOverride",
          Map.of("color", Map.of("r", 0, "g", 0, "b", 0, "a", 0)));
    }
    Files.write(FOLDER.resolve(view + ".png"), browser.picture());
    browser.devTools("Emulation.setDefaultBackgroundColorOverride", Map.of());
  }
}
