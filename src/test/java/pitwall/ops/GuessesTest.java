package pitwall.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class GuessesTest {
  private static final String GUESSER = "192.0.2.7";

  private long now = Long.MAX_VALUE - 1;
  private final Guesses guesses = new Guesses(() -> now);

  private void guessesWrong(int times) {
    for (int i = 0; i < times; i++) {
      assertThat(guesses.mayGuess(GUESSER)).isTrue();
      guesses.wrong(GUESSER);
    }
  }

  @Test
  void afterTenWrongOnesAnAddressWaits() {
    guessesWrong(9);
    assertThat(guesses.wrong(GUESSER)).isTrue();

    assertThat(guesses.mayGuess(GUESSER)).isFalse();
    assertThat(guesses.mayGuess("198.51.100.9")).isTrue();
  }

  @Test
  void aMinuteAfterTheFirstItMayGuessAgain() {
    guessesWrong(9);
    now += Duration.ofSeconds(59).toNanos();
    guessesWrong(1);
    assertThat(guesses.mayGuess(GUESSER)).isFalse();

    now += Duration.ofSeconds(1).toNanos();
    guessesWrong(10);
    assertThat(guesses.mayGuess(GUESSER)).isFalse();
  }

  @Test
  void whoComesFromEverywhereFillsNoMemoryAndWaits() {
    for (int i = 0; i < 10_000; i++) {
      guesses.wrong("2001:db8::" + i);
    }

    assertThat(guesses.mayGuess(GUESSER)).isFalse();
    assertThat(guesses.mayGuess("2001:db8::1")).isTrue();
    now += Duration.ofMinutes(1).toNanos();
    assertThat(guesses.mayGuess(GUESSER)).isTrue();
  }
}
