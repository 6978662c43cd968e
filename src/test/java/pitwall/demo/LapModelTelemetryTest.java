package pitwall.demo;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReaderFactory;
import java.io.StringReader;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LapModelTelemetryTest {

  static final List<String> CORNERS = List.of("fl", "fr", "rl", "rr");

  private static final Instant START = Instant.parse("2025-06-14T14:00:00.125Z");
  private static final double DAY = 24 * 3_600; // s
  private static final JsonReaderFactory JSON = Json.createReaderFactory(Map.of());

  @Test
  void tyresWarmUpAndTheOuterSideMoreThanTheInner() {
    LapModel model = model(1);
    JsonObject cold = read(model);
    model.advance(500);
    JsonObject warm = read(model);

    for (String corner : CORNERS) {
      assertThat(corner(cold, "tire_temps", corner)).isLessThan(40);
      assertThat(corner(warm, "tire_temps", corner)).isBetween(60.0, 105.0);
      assertThat(corner(warm, "tire_pressures", corner))
          .isGreaterThan(corner(cold, "tire_pressures", corner) + 10);
    }
    assertThat(corner(warm, "tire_temps", "fl")).isGreaterThan(corner(warm, "tire_temps", "fr"));
    assertThat(corner(warm, "tire_wear", "rl")).isLessThan(corner(warm, "tire_wear", "rr"));
  }

  @Test
  void aWholeDayStaysFiniteAndPlausibleAtAnyStep() {
    LapModel model = model(1);
    Random steps = new Random(1);
    Set<Integer> positions = new TreeSet<>();
    for (double time = 0; time < DAY; ) {
      double step = 0.05 + 1.95 * steps.nextDouble();
      model.advance(step);
      time += step;
      JsonObject now = read(model);
      assertPlausible(now);
      positions.add(now.getInt("position"));
    }
    assertThat(read(model).getInt("lap")).isBetween(750, 900);
    assertThat(positions).hasSizeBetween(5, 14);
  }

  @Test
  void theTelemetryHasEveryFieldOfTheWire() {
    LapModel model = model(1);
    model.advance(150);
    JsonObject telemetry = read(model);

    assertThat(telemetry.keySet())
        .containsExactlyInAnyOrder(
            ("timestamp lap position lap_time last_lap_time best_lap_time fuel fuel_capacity"
                    + " tire_pressures tire_temps tire_wear brake_temps engine_water_temp track_temp"
                    + " ambient_temp speed gear rpm player_name car_name track_name session_type"
                    + " throttle brake steering lap_distance track_length position_x position_z"
                    + " in_pits")
                .split(" "));
    for (String field : List.of("tire_pressures", "tire_temps", "tire_wear", "brake_temps")) {
      assertThat(telemetry.getJsonObject(field).keySet()).containsExactlyElementsOf(CORNERS);
    }
    assertThat(telemetry.getString("timestamp")).isEqualTo(START.toString());
    assertThat(model.telemetry()).hasSizeBetween(700, 1_000);
  }

  @Test
  void beforeTheFirstLapIsDoneItsTimesAreNull() {
    JsonObject telemetry = read(model(1));

    assertThat(telemetry.getInt("lap")).isEqualTo(1);
    assertThat(telemetry.isNull("last_lap_time")).isTrue();
    assertThat(telemetry.isNull("best_lap_time")).isTrue();
  }

  private static void assertPlausible(JsonObject now) {
    inRange(now, "speed", 0, 290);
    inRange(now, "rpm", 1_000, 9_000);
    inRange(now, "gear", 0, 6);
    inRange(now, "throttle", 0, 100);
    inRange(now, "brake", 0, 100);
    inRange(now, "steering", -100, 100);
    inRange(now, "fuel", 0.5, 40);
    inRange(now, "lap_time", 0, 170);
    inRange(now, "position", 1, 18);
    inRange(now, "lap_distance", 0, number(now, "track_length") + 0.1);
    inRange(now, "position_x", -1_500, 1_500);
    inRange(now, "position_z", -1_500, 1_500);
    inRange(now, "engine_water_temp", 70, 100);
    inRange(now, "ambient_temp", 15, 27);
    inRange(now, "track_temp", 22, 40);
    for (String corner : CORNERS) {
      inRange(now.getJsonObject("tire_temps"), corner, 20, 115);
      inRange(now.getJsonObject("tire_pressures"), corner, 125, 205);
      inRange(now.getJsonObject("tire_wear"), corner, 0.6, 1);
      inRange(now.getJsonObject("brake_temps"), corner, 40, 800);
    }
  }

  private static void inRange(JsonObject object, String field, double least, double most) {
    double value = number(object, field);
    // Not assertThat, which would take longer for a day's millions of values than the day itself.
    if (!(value >= least && value <= most)) {
      throw new AssertionError(field + " is " + value + " in " + object);
    }
  }

  static LapModel model(long seed) {
    return new LapModel(InstantSource.fixed(START), seed);
  }

  static JsonObject read(LapModel model) {
    try (var reader = JSON.createReader(new StringReader(model.telemetry()))) {
      return reader.readObject();
    }
  }

  static double corner(JsonObject telemetry, String field, String corner) {
    return number(telemetry.getJsonObject(field), corner);
  }

  static double number(JsonObject object, String field) {
    return object.getJsonNumber(field).doubleValue();
  }
}
