package pitwall.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static pitwall.browser.Browser.eventually;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.WebElement;

/** Whatever a monitor sends costs its own place on the page, and nothing more. */
class StrangeDataIT extends PageTests {
  private static final String IMAGE = "<img src=x onerror=\"window.owned=1\">";
  private static final String SCRIPT = "<script>window.owned=1</script>";
  private static final String BACKWARDS = "\u202e\u2067evil\u0000";
  private static final String LONG = "M".repeat(10_000);
  private static final Set<String> NAMES =
      Set.of("player_name", "car_name", "track_name", "session_type");
  private static final Set<String> CORNERS =
      Set.of("tire_temps", "tire_pressures", "tire_wear", "brake_temps");

  private final Telemetry car = new Telemetry();

  private void awaitSpeed(String speed) {
    browser.awaitText("[data-field=speed]", text -> text.startsWith(speed));
  }

  private void assertNothingStrangeIsShown() {
    assertThat(browser.allText())
        .doesNotContain("NaN", "undefined", "[object", "Infinity")
        .doesNotContainPattern("\\bnull\\b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"360", "1280"})
  void hostileNamesStayText(int width) throws InterruptedException {
    browser.screen(width, 740);
    watch();
    monitor.telemetry(
        car.next(
            "{\"player_name\":%s,\"car_name\":%s,\"track_name\":%s,\"session_type\":%s}"
                .formatted(quoted(IMAGE), quoted(SCRIPT), quoted(BACKWARDS), quoted(LONG))));
    browser.awaitText("[data-field=driver]", text -> text.isEqualTo(IMAGE));
    assertThat(browser.text("[data-field=car]")).isEqualTo(SCRIPT);
    assertThat(browser.text("[data-field=track]")).isEqualTo("evil");
    assertThat(browser.text("[data-field=session_type]")).startsWith("MMMM").hasSizeLessThan(200);
    assertUnharmed();
  }

  @Test
  void aHostileSetupStaysText() throws InterruptedException {
    browser.screen(360, 740);
    watch();
    monitor.setup(
        """
        {"VM_WING": {"caption": %1$s, "stringValue": %1$s, "value": 1}, %2$s: %3$s,
         "__proto__": {"a": 1}, "constructor": %2$s, "list": [%4$s, null, []]}
        """
            .formatted(quoted(IMAGE), quoted(SCRIPT), quoted(LONG), quoted(BACKWARDS)));
    eventually(() -> assertThat(browser.elements("#setup-groups summary")).isNotEmpty());
    browser.elements("#setup-groups details:not([open]) > summary").forEach(WebElement::click);
    browser.awaitText("#setup-groups", text -> text.contains(IMAGE));
    browser.click("#setup-raw summary");
    browser.awaitText("#setup-tree", text -> text.contains("All values"));
    browser.elements("#setup-tree summary").forEach(WebElement::click);
    browser.awaitText("#setup-tree", text -> text.contains(SCRIPT));
    assertUnharmed();
  }

  private static String quoted(String text) {
    return '"' + text.replace("\"", "\\\"").replace("\u0000", "\\u0000") + '"';
  }

  private static void assertUnharmed() {
    assertThat(browser.is("window.owned")).isFalse();
    assertThat(browser.elements("img, iframe, object, embed, body script:not([src])")).isEmpty();
    assertThat(browser.number("document.documentElement.scrollWidth"))
        .isLessThanOrEqualTo(browser.number("window.innerWidth"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "null",
        "\"abc\"",
        "\"\"",
        "{}",
        "[]",
        "[1,2]",
        "true",
        "NaN",
        "-Infinity",
        "1e308",
        "-1e308",
        "-273.15",
        "{\"fl\":{}}",
        "{\"fl\":\"hot\",\"fr\":null,\"rl\":NaN,\"rr\":[1]}"
      })
  void aReadingThatIsNoneIsADash(String value) throws InterruptedException {
    watch();
    monitor.telemetry(car.next());
    awaitSpeed("201");
    String broken = car.next("{\"timestamp\":null}");
    for (String field : Telemetry.fields()) {
      boolean mayBeSaid = NAMES.contains(field) && value.equals("\"abc\"");
      broken =
          broken.replace(
              '"' + field + "\":" + Telemetry.of(field),
              '"' + field + "\":" + (mayBeSaid ? "null" : value));
    }
    monitor.telemetry(broken);
    awaitSpeed("–");
    for (String field :
        List.of(
            "lap",
            "position",
            "lap_time",
            "last_lap_time",
            "best_lap_time",
            "rpm",
            "gear",
            "engine_water_temp",
            "fuel",
            "fuel_capacity",
            "driver",
            "car",
            "track",
            "session_type",
            "weather")) {
      assertThat(browser.text("[data-field=" + field + "]")).as(field).isEqualTo("–");
    }
    for (String part : List.of("tyre", "pressure", "tread", "brake")) {
      for (String corner : List.of("fl", "fr", "rl", "rr")) {
        assertThat(browser.text(LivePageIT.part(corner, part))).as(part + corner).isEqualTo("–");
      }
    }
    assertNothingStrangeIsShown();

    monitor.telemetry(car.next());
    awaitSpeed("201");
    assertThat(browser.text("[data-field=fuel]")).startsWith("42.3");
  }

  @Test
  void eachReadingIsTakenByItself() throws InterruptedException {
    watch();
    double speed = 100;
    for (String field : Telemetry.fields()) {
      if (field.equals("speed")) {
        continue;
      }
      speed++; // tells when this one is drawn
      String value = CORNERS.contains(field) ? "{\"fl\":NaN,\"fr\":\"x\"}" : "[\"x\"]";
      monitor.telemetry(
          car.next("{\"speed\":" + speed + "}")
              .replace('"' + field + "\":" + Telemetry.of(field), '"' + field + "\":" + value));
      awaitSpeed(String.valueOf((int) speed));
      assertNothingStrangeIsShown();
    }
    monitor.telemetry("{}");
    awaitSpeed("–");
    assertNothingStrangeIsShown();
  }
}
