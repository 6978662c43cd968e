package pitwall.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import pitwall.config.TestSettings;

class LoginsTest {
  private static final String GUESSER = "192.0.2.7";

  private long now;
  private final Logins logins = new Logins(new Proxies(TestSettings.with()), () -> now);

  private int guesses(String address) {
    int times = 0;
    while (times < 1000 && logins.mayGuess(address)) {
      times++;
    }
    return times;
  }

  @Test
  void anAddressMayGuessTenTimesAndThenOneEverySixSeconds() {
    assertThat(guesses(GUESSER)).isEqualTo(10);
    now += Duration.ofSeconds(6).toNanos();
    assertThat(guesses(GUESSER)).isOne();
    assertThat(guesses("198.51.100.9")).isEqualTo(10);
  }

  @Test
  void aHouseholdsAddressesAreOne() {
    assertThat(guesses("2001:db8::1")).isEqualTo(10);
    assertThat(guesses("2001:db8::2")).isZero();
    assertThat(guesses("2001:db8:0:1::2")).isEqualTo(10);
  }

  @Test
  void rightOnesAreNotCounted() {
    for (int i = 0; i < 1000; i++) {
      assertThat(logins.mayGuess(GUESSER)).isTrue();
      logins.guessedRight(GUESSER);
      assertThat(logins.mayGuess("127.0.0.1")).isTrue();
      logins.guessedRight("127.0.0.1");
    }
    assertThat(guesses(GUESSER)).isEqualTo(10);
  }

  @Test
  void thisMachinesOwnMayGuessMoreButNotForEver() {
    assertThat(guesses("127.0.0.1")).isEqualTo(100);
  }
}
