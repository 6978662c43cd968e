package pitwall.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import pitwall.config.Rate;

class MetersTest {
  private long now = Long.MAX_VALUE - 5_000_000_000L; // where nanoTime may be, and wraps
  private final Meters meters = new Meters(new Rate(3, Duration.ofSeconds(6)), 100, () -> now);

  private int taken(String name) {
    int taken = 0;
    while (taken < 1000 && meters.take(name)) {
      taken++;
    }
    return taken;
  }

  @Test
  void eachNameHasItsOwnAmountAndGetsItBackInTime() {
    assertThat(taken("a")).isEqualTo(3);
    assertThat(taken("b")).isEqualTo(3);
    assertThat(meters.isEmpty("a")).isTrue();

    now += Duration.ofSeconds(2).toNanos();
    assertThat(meters.isEmpty("a")).isFalse();
    assertThat(taken("a")).isEqualTo(1);
  }

  @Test
  void whatIsTakenBackMayBeTakenAgain() {
    assertThat(taken("a")).isEqualTo(3);
    meters.giveBack("a");
    assertThat(taken("a")).isEqualTo(1);
  }

  @Test
  void whoHasNoNameIsNotCounted() {
    assertThat(taken(null)).isEqualTo(1000);
    assertThat(meters.isEmpty(null)).isFalse();
    meters.giveBack(null);
    assertThat(meters.size()).isZero();
  }

  @Test
  void aQuietNameIsForgotten() {
    for (int i = 0; i < 50; i++) {
      meters.take("quiet " + i);
    }
    now += Duration.ofSeconds(7).toNanos();
    for (int i = 0; i < 50; i++) {
      meters.take("busy");
    }
    assertThat(meters.size()).isEqualTo(1);
  }

  @Test
  void noMoreNamesAreRememberedThanMayBe() {
    for (int i = 0; i < 10_000; i++) {
      meters.take("name " + i);
      meters.take("regular");
    }
    assertThat(meters.size()).isLessThanOrEqualTo(100);
    assertThat(meters.isEmpty("regular")).isTrue();
  }
}
