package pitwall.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CircuitTest {

  private final Circuit circuit = Circuit.pitwallRing();

  @Test
  void theLineClosesWithoutAGapOrAKink() {
    for (double at = 0; at < circuit.length(); at++) {
      assertThat(metresBetween(at, at + 10)).as("10 m from %s m on", at).isBetween(9.9, 10.01);
    }
  }

  @Test
  void theLineIsBetweenFourAndFiveKilometresLong() {
    assertThat(circuit.length()).isBetween(4_000.0, 5_000.0);
  }

  @Test
  void aDistanceWrapsAroundInBothDirections() {
    double lap = circuit.length();
    for (double at : new double[] {0, 1.5, 1_000, lap - 0.5}) {
      assertThat(circuit.x(at + lap)).isCloseTo(circuit.x(at), within(1e-6));
      assertThat(circuit.z(at - lap)).isCloseTo(circuit.z(at), within(1e-6));
    }
  }

  @Test
  void theLineTurnsOnceAroundToTheRight() {
    double turned = 0;
    for (double at = 0; at < circuit.length(); at += 0.5) {
      turned += circuit.curvature(at) * 0.5;
    }
    assertThat(turned).isCloseTo(2 * Math.PI, within(0.1));
  }

  @Test
  void aCornerIsSlowerThanTheStraightBeforeIt() {
    assertThat(circuit.limit(200)).isGreaterThan(60);
    assertThat(circuit.limit(460)).isBetween(15.0, 40.0);
  }

  @Test
  void theLimitNeverFallsFasterThanTheBrakesAllow() {
    for (double at = 0; at < circuit.length(); at++) {
      double now = circuit.limit(at);
      double next = circuit.limit(at + 4);
      assertThat((now * now - next * next) / 8).as("m/s² at %s m", at).isLessThan(11.5);
    }
  }

  private double metresBetween(double one, double other) {
    return Math.hypot(circuit.x(other) - circuit.x(one), circuit.z(other) - circuit.z(one));
  }
}
