package pitwall.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static pitwall.demo.LapModelTelemetryTest.model;
import static pitwall.demo.LapModelTelemetryTest.number;
import static pitwall.demo.LapModelTelemetryTest.read;

import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LapModelTest {

  private static final double HOUR = 3_600; // s

  /** A completed lap; clean if it was never seen in the pits. */
  private record Lap(double seconds, boolean clean) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void aLapWithoutAPitStopTakesBetween90And115Seconds(long seed) {
    assertThat(laps(model(seed), 3 * HOUR, 1))
        .filteredOn(Lap::clean)
        .hasSizeGreaterThan(60)
        .allSatisfy(lap -> assertThat(lap.seconds()).isBetween(90.0, 115.0));
  }

  @Test
  void lapsDifferALittle() {
    List<Double> times =
        laps(model(1), 3 * HOUR, 1).stream().filter(Lap::clean).map(Lap::seconds).toList();

    assertThat(new HashSet<>(times)).hasSizeGreaterThan(times.size() / 2);
    assertThat(times.stream().mapToDouble(t -> t).summaryStatistics())
        .satisfies(all -> assertThat(all.getMax() - all.getMin()).isBetween(0.5, 6.0));
  }

  @Test
  void theBestLapIsTheShortestOne() {
    LapModel model = model(1);
    List<Lap> laps = laps(model, HOUR, 0.5);

    double best = laps.stream().mapToDouble(Lap::seconds).min().orElseThrow();
    assertThat(number(read(model), "best_lap_time")).isEqualTo(best);
  }

  @Test
  void theSameSeedGivesTheSameLapsAndAnotherSeedOthers() {
    List<Lap> laps = laps(model(1), HOUR, 0.5);

    assertThat(laps(model(1), HOUR, 0.5)).isEqualTo(laps);
    assertThat(laps(model(2), HOUR, 0.5)).isNotEqualTo(laps);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.1, 0.37, 1, 2})
  void theStepDoesNotChangeALapTimeByMoreThanOnePercent(double step) {
    List<Lap> usual = laps(model(1), HOUR, 0.5);
    List<Lap> laps = laps(model(1), HOUR, step);

    assertThat(laps).hasSameSizeAs(usual);
    for (int i = 0; i < laps.size(); i++) {
      double expected = usual.get(i).seconds();
      assertThat(laps.get(i).seconds()).isCloseTo(expected, within(expected / 100));
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, Double.NaN, Double.POSITIVE_INFINITY})
  void aTimeThatIsNoTimeIsRefused(double seconds) {
    LapModel model = model(1);

    assertThatIllegalArgumentException().isThrownBy(() -> model.advance(seconds));
  }

  private static List<Lap> laps(LapModel model, double seconds, double step) {
    List<Lap> laps = new ArrayList<>();
    int lap = 1;
    boolean clean = true;
    for (int i = 1; i <= Math.round(seconds / step); i++) {
      model.advance(step);
      JsonObject now = read(model);
      if (now.getInt("lap") > lap) {
        laps.add(new Lap(number(now, "last_lap_time"), clean));
        lap = now.getInt("lap");
        clean = true;
      }
      clean &= !now.getBoolean("in_pits");
    }
    return laps;
  }
}
