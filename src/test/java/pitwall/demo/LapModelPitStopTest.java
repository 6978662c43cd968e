package pitwall.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static pitwall.demo.LapModelTelemetryTest.CORNERS;
import static pitwall.demo.LapModelTelemetryTest.corner;
import static pitwall.demo.LapModelTelemetryTest.model;
import static pitwall.demo.LapModelTelemetryTest.number;
import static pitwall.demo.LapModelTelemetryTest.read;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LapModelPitStopTest {

  private static final double HOUR = 3_600; // s

  @Test
  void fuelIsNeverBelowZeroAndTheCarRefuels() {
    LapModel model = model(1);
    int fillings = 0;
    double before = number(read(model), "fuel");
    for (double time = 0; time < 3 * HOUR; time += 0.5) {
      model.advance(0.5);
      JsonObject now = read(model);
      double fuel = number(now, "fuel");
      assertThat(fuel).isPositive().isLessThanOrEqualTo(number(now, "fuel_capacity"));
      if (fuel > before) {
        assertThat(now.getBoolean("in_pits")).isTrue();
        fillings += before < 20 && fuel >= 20 ? 1 : 0;
      }
      before = fuel;
    }
    assertThat(fillings).isBetween(8, 13);
  }

  @Test
  void aPitStopLastsAndTheCarLeavesItWithFuelAndNewTyres() {
    LapModel model = model(1);
    advanceUntilInPits(model, true);
    JsonObject entry = read(model);
    double stood = 0;
    double stayed = 0;
    while (read(model).getBoolean("in_pits")) {
      double speed = number(read(model), "speed");
      assertThat(speed).isLessThan(64);
      stood += speed == 0 ? 0.05 : 0;
      stayed += 0.05;
      model.advance(0.05);
    }
    JsonObject exit = read(model);

    assertThat(number(entry, "speed")).isCloseTo(60, within(4.0));
    assertThat(stood).isBetween(20.0, 30.0);
    assertThat(stayed).isBetween(50.0, 80.0);
    assertThat(number(exit, "fuel")).isGreaterThan(0.98 * number(exit, "fuel_capacity"));
    for (String corner : CORNERS) {
      assertThat(corner(entry, "tire_wear", corner)).isLessThan(0.95);
      assertThat(corner(exit, "tire_wear", corner)).isGreaterThan(0.99);
      assertThat(corner(exit, "tire_temps", corner))
          .isLessThan(corner(entry, "tire_temps", corner) - 15);
    }
  }

  @Test
  void theDriversChangeAtEverySecondStop() {
    LapModel model = model(1);
    List<String> drivers = new ArrayList<>();
    for (int stint = 0; stint < 7; stint++) {
      drivers.add(read(model).getString("player_name"));
      advanceUntilInPits(model, true);
      advanceUntilInPits(model, false);
    }
    String a = "Demo Driver A";
    String b = "Demo Driver B";
    assertThat(drivers).containsExactly(a, a, b, b, a, a, b);
  }

  private static void advanceUntilInPits(LapModel model, boolean wanted) {
    for (double time = 0; read(model).getBoolean("in_pits") != wanted; time += 0.2) {
      assertThat(time).as("s without a pit stop").isLessThan(HOUR);
      model.advance(0.2);
    }
  }
}
