package pitwall.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static pitwall.browser.Browser.eventually;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import pitwall.it.Samples;

/** What people do with the page: look for a setting, choose a unit, say that an alert is seen. */
class UsageIT extends PageTests {
  private static final String FRONT_LEFT_HOT =
      "{\"tire_temps\":{\"fl\":112,\"fr\":91,\"rl\":92,\"rr\":93}}";
  private static final String TYRE_ALERT = "#alert-list [data-alert=tyre-fl]";

  private final Telemetry car = new Telemetry();

  @Test
  void theRealSetupIsGroupedAndSearched() throws Exception {
    String setup = Samples.text("setup-overview.json");
    watch();
    monitor.setup(setup);
    eventually(() -> assertThat(browser.elements("#setup-groups h3")).hasSizeGreaterThan(5));
    assertThat(browser.text("#setup-groups")).containsIgnoringCase("camber");

    long all = rows();
    browser.element("#setup-search").sendKeys("camber");
    browser.awaitText("#setup-found", text -> text.matches("\\d+ found"));
    assertThat(rows()).isBetween(1L, all / 4);
    assertThat(browser.text("#setup-groups"))
        .containsIgnoringCase("camber")
        .doesNotContainIgnoringCase("spring");

    browser.element("#setup-search").sendKeys(" of the moon");
    browser.awaitText("#setup-found", text -> text.containsIgnoringCase("nothing"));
    assertThat(rows()).isZero();

    browser.element("#setup-search").sendKeys(Keys.chord(Keys.CONTROL, "a"), Keys.DELETE);
    eventually(() -> assertThat(rows()).isEqualTo(all));
  }

  private static long rows() {
    return browser.elements("#setup-groups tr").size();
  }

  @Test
  void whatANewerSetupChangesIsMarked() throws Exception {
    String setup = Samples.text("setup-overview.json");
    String before = "\"stringValue\"";
    watch();
    monitor.setup(setup);
    eventually(() -> assertThat(browser.elements("#setup-groups [data-key]")).isNotEmpty());
    assertThat(browser.elements("#setup-groups [data-changed=true]")).isEmpty();
    assertThat(setup).contains(before);

    monitor.setup(changed(setup, "VM_REAR_WING"));
    eventually(() -> assertThat(browser.elements("#setup-groups [data-changed=true]")).hasSize(1));
    assertThat(browser.text("#setup-changes")).contains("1 change").contains("just tried");
    assertThat(browser.text("#setup-groups [data-changed=true]"))
        .startsWith("◆ just tried")
        .contains("was ");

    browser.click("#setup-only-changed");
    eventually(() -> assertThat(browser.elements("#setup-groups [data-key]")).hasSize(1));
  }

  /** The setup with another text for one of its values. */
  private static String changed(String setup, String key) {
    int value = setup.indexOf("\"stringValue\"", setup.indexOf('"' + key + '"'));
    int from = setup.indexOf('"', setup.indexOf(':', value)) + 1;
    int to = setup.indexOf('"', from);
    return setup.substring(0, from) + "just tried" + setup.substring(to);
  }

  @Test
  void unitsAndThemeAreRemembered() throws InterruptedException {
    watch();
    monitor.telemetry(car.next());
    browser.awaitText(LivePageIT.part("fl", "pressure"), text -> text.isEqualTo("172\u00a0kPa"));
    assertThat(browser.attribute("html", "data-theme")).isEqualTo("dark");

    browser.click("#settings-open");
    browser.click("#settings-form [name=theme] option[value=light]");
    browser.element("#settings-form [name=pressure]").sendKeys("PSI");
    browser.press(Keys.ESCAPE);
    browser.awaitText(LivePageIT.part("fl", "pressure"), text -> text.isEqualTo("25.0\u00a0PSI"));

    browser.reload();
    browser.awaitText(LivePageIT.part("fl", "pressure"), text -> text.isEqualTo("25.0\u00a0PSI"));
    assertThat(browser.attribute("html", "data-theme")).isEqualTo("light");
  }

  @Test
  void pressuresInPsiAndWearInPercentAreTakenForWhatTheyAre() throws InterruptedException {
    watch();
    monitor.telemetry(
        car.next(
            """
            {"tire_pressures":{"fl":25.0,"fr":25.1,"rl":25.2,"rr":25.3},
             "tire_wear":{"fl":97.2,"fr":98.1,"rl":96,"rr":95},
             "brake_temps":{"fl":-273.15,"fr":430,"rl":390,"rr":395}}
            """));
    browser.awaitText(LivePageIT.part("fl", "pressure"), text -> text.isEqualTo("25.0\u00a0PSI"));
    assertThat(browser.text(LivePageIT.part("fl", "tread"))).isEqualTo("97.2\u00a0%");
    assertThat(browser.text(LivePageIT.part("fl", "brake"))).isEqualTo("–");
  }

  private void drive(int messages, String changes) throws InterruptedException {
    for (int i = 0; i < messages; i++) {
      monitor.telemetry(car.next(changes));
    }
  }

  @Test
  void anAlertAppearsAndStaysAcknowledged() throws InterruptedException {
    watch();
    drive(10, "{}");
    browser.awaitPhase("live");
    assertThat(browser.element("#alerts").isDisplayed()).isFalse();

    drive(10, FRONT_LEFT_HOT);
    browser.awaitText(TYRE_ALERT, text -> text.contains("Front left tyre hot").contains("112"));
    assertThat(browser.text("#alert-voice")).contains("Front left tyre hot");
    browser.click(TYRE_ALERT + " button");
    eventually(
        () -> assertThat(browser.attribute(TYRE_ALERT, "data-acknowledged")).isEqualTo("true"));

    browser.reload();
    browser.awaitPhase("live");
    drive(10, FRONT_LEFT_HOT);
    eventually(
        () -> assertThat(browser.attribute(TYRE_ALERT, "data-acknowledged")).isEqualTo("true"));
    assertThat(browser.text("#alert-voice")).isEmpty();

    drive(20, "{}");
    eventually(() -> assertThat(browser.element("#alerts").isDisplayed()).isFalse());
  }

  @ParameterizedTest(name = "{0} wide")
  @ValueSource(ints = {320, 360, 800})
  void theButtonForAllAlertsIsOneLine(int width) throws InterruptedException {
    browser.screen(width, 740);
    watch();
    drive(10, "{\"tire_temps\":{\"fl\":112,\"fr\":113,\"rl\":114,\"rr\":115}}");
    eventually(() -> assertThat(browser.element("#alerts-acknowledge").isDisplayed()).isTrue());
    browser.js(
        "window.words = document.createRange();"
            + "words.selectNodeContents(document.getElementById('alerts-acknowledge'))");
    assertThat(browser.number("words.getClientRects().length")).isEqualTo(1);
  }

  @Test
  void aPunctureIsTold() throws InterruptedException {
    watch();
    drive(20, "{}");
    drive(6, "{\"tire_pressures\":{\"fl\":172,\"fr\":171,\"rl\":90,\"rr\":173}}");
    browser.awaitText(
        "#alert-list [data-alert=puncture-rl]",
        text -> text.contains("Rear left tyre has lost pressure"));
    eventually(() -> assertThat(browser.js("return document.title")).asString().startsWith("⚠"));
  }

  @Test
  void littleFuelIsToldFromWhatTheLapsHaveUsed() throws InterruptedException {
    watch();
    for (int lap = 1; lap <= 3; lap++) {
      String fuel = ",\"fuel\":" + (10.5 - 3 * lap);
      drive(1, "{\"lap\":" + lap + ",\"lap_time\":0.2" + fuel + "}");
      drive(8, "{\"lap\":" + lap + ",\"lap_time\":60" + fuel + "}");
    }
    browser.awaitText("#fuel-per-lap", text -> text.isEqualTo("3.00\u00a0L"));
    browser.awaitText("#fuel-laps", text -> text.isEqualTo("0.5"));
    browser.awaitText("#alert-list [data-alert=fuel]", text -> text.contains("Fuel very low"));
  }

  @Test
  void everythingIsReachedByKeyboard() throws Exception {
    watch();
    drive(3, "{}");
    monitor.setup(Samples.text("setup-overview.json"));
    eventually(() -> assertThat(browser.element("#setup-search").isDisplayed()).isTrue());
    List<String> reached = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      browser.press(Keys.TAB);
      reached.add(String.valueOf(browser.js("return document.activeElement.id")));
      assertThat(browser.is(FOCUS_IS_SEEN)).as("focus on " + reached).isTrue();
      if (reached.contains("setup-print")) {
        break;
      }
    }
    assertThat(reached)
        .containsSubsequence(
            "share-open", "settings-open", "setup-search", "setup-only-changed", "setup-print");

    browser.js("document.getElementById('settings-open').focus()");
    browser.press(Keys.ENTER);
    eventually(() -> assertThat(browser.is("document.getElementById('settings').open")).isTrue());
    browser.press(Keys.ESCAPE);
    eventually(() -> assertThat(browser.is("document.getElementById('settings').open")).isFalse());
    assertThat(browser.js("return document.activeElement.id")).isEqualTo("settings-open");
  }

  private static final String FOCUS_IS_SEEN =
      "((style) => style.outlineStyle !== 'none' || style.boxShadow !== 'none')"
          + "(getComputedStyle(document.activeElement))";

  @Test
  void theLinkIsSharedAsTextAndAsACode() {
    watch();
    browser.click("#share-open");
    assertThat(browser.js("return document.getElementById('share-link').value"))
        .isEqualTo(dashboard().toString());
    eventually(
        () ->
            assertThat(
                    browser.is("document.querySelector('#share-qr path').getTotalLength() > 500"))
                .isTrue());
    browser.click("#share .dialog-head button");
    eventually(() -> assertThat(browser.is("document.getElementById('share').open")).isFalse());
  }
}
