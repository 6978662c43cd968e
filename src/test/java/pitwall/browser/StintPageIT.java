package pitwall.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static pitwall.browser.Browser.eventually;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pitwall.it.Samples;
import pitwall.replay.Recording;
import pitwall.replay.Replay;

/** A recorded stint, told right to the end, and for as long as a stint takes. */
class StintPageIT extends PageTests {
  private static final int MESSAGES_IN_30_MINUTES = 3600;
  private static final int CHARTS_ARE_FULL = 1300; // ten minutes and a little
  private static final long MOST_GROWTH = 2_000_000;

  private static List<JsonObject> stint() throws IOException {
    return Recording.of(Samples.path("spa-stint.jsonl")).lines().stream()
        .map(StintPageIT::json)
        .toList();
  }

  private static JsonObject json(String line) {
    try (JsonReader reader = Json.createReader(new StringReader(line))) {
      return reader.readObject();
    }
  }

  private static double number(JsonObject telemetry, String field) {
    return telemetry.getJsonNumber(field).doubleValue();
  }

  /** In no locale but the page's own. */
  private static String text(String format, double number) {
    return String.format(Locale.ROOT, format, number);
  }

  private static double median(List<Double> numbers) {
    List<Double> sorted = numbers.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1
        ? sorted.get(middle)
        : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  private void play(List<JsonObject> telemetry, double speed) throws InterruptedException {
    Recording recording = new Recording(telemetry.stream().map(Object::toString).toList());
    new Replay(recording, speed, QUIET).play(monitor);
  }

  @Test
  void fuelAndLapsAreWhatTheRecordingSays() throws Exception {
    List<JsonObject> stint = stint();
    List<Double> fuelAtLine = new ArrayList<>();
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < stint.size(); i++) {
      if (i == 0 || stint.get(i).getInt("lap") != stint.get(i - 1).getInt("lap")) {
        fuelAtLine.add(number(stint.get(i), "fuel"));
        if (i > 0) {
          times.add(number(stint.get(i), "last_lap_time"));
        }
      }
    }
    List<Double> used = new ArrayList<>();
    for (int i = 1; i < fuelAtLine.size(); i++) {
      used.add(fuelAtLine.get(i - 1) - fuelAtLine.get(i));
    }
    double perLap = median(used);
    JsonObject last = stint.get(stint.size() - 1);
    assertThat(used).hasSize(4);

    browser.screen(1920, 1080);
    watch();
    play(stint.subList(0, 200), 50);
    browser.awaitText("#fuel-note", text -> text.containsIgnoringCase("measuring"));
    play(stint.subList(200, stint.size()), 50);

    browser.awaitText("[data-field=lap_time]", text -> text.isEqualTo("2:25.509"));
    browser.awaitText("#fuel-per-lap", text -> text.isEqualTo(text("%.2f\u00a0L", perLap)));
    assertThat(browser.text("#fuel-laps")).isEqualTo(text("%.1f", number(last, "fuel") / perLap));
    long secondsLeft = (long) (number(last, "fuel") / perLap * median(times));
    assertThat(browser.text("#fuel-time"))
        .isEqualTo("%d:%02d".formatted(secondsLeft / 60, secondsLeft % 60));

    double best = times.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    for (int lap = 1; lap <= 4; lap++) {
      String row = "#laps-body tr[data-lap='" + lap + "']";
      double time = times.get(lap - 1);
      assertThat(browser.text(row))
          .contains("%d:%s".formatted((int) time / 60, text("%06.3f", time % 60)))
          .contains(time == best ? "best" : text("+%.3f", time - best))
          .contains(text("%.2f", used.get(lap - 1)));
    }
    assertThat(browser.text("[data-field=driver]")).isEqualTo("Driver Two");
    assertThat(browser.text("#stint-earlier")).contains("Driver One");
    assertThat(browser.elements("#laps-body tr")).hasSize(4);
  }

  @Test
  void halfAnHourLeavesNothingBehind() throws Exception {
    List<JsonObject> halfAnHour = repeated(stint());
    browser.screen(1920, 1080);
    watch();
    play(halfAnHour.subList(0, CHARTS_ARE_FULL), 20);
    browser.awaitPhase("live");
    eventually(() -> assertThat(browser.elements(".plot canvas")).isNotEmpty());
    long heapBefore = browser.heap();
    Map<String, Object> before = browser.devTools("Memory.getDOMCounters", Map.of());

    play(halfAnHour.subList(CHARTS_ARE_FULL, halfAnHour.size()), 20);
    String lastLap = String.valueOf(halfAnHour.get(halfAnHour.size() - 1).getInt("lap"));
    browser.awaitText("[data-field=lap]", text -> text.isEqualTo(lastLap));
    long heapAfter = browser.heap();
    Map<String, Object> after = browser.devTools("Memory.getDOMCounters", Map.of());

    System.out.printf(
        "Heap after 11 and after 30 minutes: %,d and %,d bytes; %s and %s%n",
        heapBefore, heapAfter, before, after);
    assertThat(heapAfter - heapBefore).isLessThan(MOST_GROWTH);
    assertThat(grown("nodes", before, after)).as("nodes, of seven more laps").isLessThan(600);
    assertThat(grown("jsEventListeners", before, after)).isLessThan(20);
    assertThat(grown("documents", before, after)).isLessThan(2);
  }

  private static long grown(String what, Map<String, Object> before, Map<String, Object> after) {
    return ((Number) after.get(what)).longValue() - ((Number) before.get(what)).longValue();
  }

  /** The stint once more, and again: later, further, and with less and less fuel. */
  private static List<JsonObject> repeated(List<JsonObject> stint) {
    JsonObject first = stint.get(0);
    JsonObject last = stint.get(stint.size() - 1);
    Duration length = Duration.between(time(first), time(last)).plusMillis(500);
    double fuel = number(first, "fuel") - number(last, "fuel");
    List<JsonObject> all = new ArrayList<>();
    for (int round = 0; all.size() < MESSAGES_IN_30_MINUTES; round++) {
      for (JsonObject telemetry : stint) {
        all.add(
            Json.createObjectBuilder(telemetry)
                .add("timestamp", time(telemetry).plus(length.multipliedBy(round)).toString())
                .add("lap", telemetry.getInt("lap") + 5 * round)
                .add("fuel", number(telemetry, "fuel") - fuel * round)
                .build());
      }
    }
    return all.subList(0, MESSAGES_IN_30_MINUTES);
  }

  private static Instant time(JsonObject telemetry) {
    return Instant.parse(telemetry.getString("timestamp"));
  }
}
