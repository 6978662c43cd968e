package pitwall.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.System.Logger;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import org.junit.jupiter.api.Test;

/** What is written of failures that do not end. */
class FailuresTest {
  private static final Throwable BUG = new IllegalStateException("a bug");

  private final List<String> lines = new ArrayList<>();
  private long now = Long.MAX_VALUE - 5; // nanoTime may overflow in mid-run
  private final Failures failures = new Failures(new Lines(), () -> now);

  private void fail(int times) {
    for (int i = 0; i < times; i++) {
      failures.add("it failed", BUG);
    }
  }

  @Test
  void theFirstAreWrittenWithTheirStackTraces() {
    fail(3);
    assertThat(lines).containsExactly("it failed " + BUG, "it failed " + BUG, "it failed " + BUG);
  }

  @Test
  void aFloodIsAFewAndTheirNumber() {
    fail(1000);
    assertThat(lines).hasSize(Failures.MOST);

    now += 1_000_000_000L;
    fail(1000);
    assertThat(lines).hasSize(Failures.MOST + 1);
    assertThat(lines.get(Failures.MOST))
        .isEqualTo("it failed (and 990 failures before were left out) " + BUG);
  }

  @Test
  void afterAPauseThereMayBeAsManyAgain() {
    fail(1000);
    now += 3_600_000_000_000L;
    lines.clear();
    fail(1000);
    assertThat(lines).hasSize(Failures.MOST);
  }

  private final class Lines implements Logger {
    @Override
    public String getName() {
      return "test";
    }

    @Override
    public boolean isLoggable(Level level) {
      return true;
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String text, Throwable thrown) {
      lines.add(text + ' ' + thrown);
    }

    @Override
    public void log(Level level, ResourceBundle bundle, String format, Object... values) {
      lines.add(format);
    }
  }
}
