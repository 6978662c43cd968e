package pitwall.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LatencyTest {
  private final Latency latency = new Latency();

  @ParameterizedTest
  @CsvSource({
    "0, 0.0001",
    "99, 0.0001",
    "100, 0.00025",
    "999, 0.001",
    "1000, 0.0025",
    "9999999, 10"
  })
  void eachFallsBelowTheNextBound(long micros, double bound) {
    latency.record(Duration.ofNanos(micros * 1_000).toNanos());

    for (int i = 0; i < latency.counts().length; i++) {
      assertThat(latency.counts()[i]).isEqualTo(Latency.bounds()[i] == bound ? 1 : 0);
    }
  }

  @Test
  void whatTakesForEverIsCountedToo() {
    latency.record(Duration.ofHours(1).toNanos());

    assertThat(Latency.bounds()).endsWith(Double.POSITIVE_INFINITY).isSorted();
    assertThat(latency.counts()).endsWith(1).hasSameSizeAs(Latency.bounds());
    assertThat(LongStream.of(latency.counts()).sum()).isOne();
    assertThat(latency.seconds()).isEqualTo(3600);
  }
}
