package pitwall.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pitwall.access.MessageMeter.Verdict;
import pitwall.config.TestSettings;

class MessageMeterTest {
  private static final long SECOND = 1_000_000_000L;

  private long now;
  private final MessageMeter meter =
      new MessageMeter(TestSettings.with().access().messageRate(), () -> now);

  private Map<Verdict, Integer> take(int messages) {
    Map<Verdict, Integer> verdicts = new EnumMap<>(Verdict.class);
    for (int i = 0; i < messages; i++) {
      verdicts.merge(meter.take(), 1, Integer::sum);
    }
    return verdicts;
  }

  @Test
  void tenHertzForADayWithBurstsOfAMinuteIsNeverLimited() {
    for (int minute = 0; minute < 24 * 60; minute++) {
      now += 60 * SECOND;
      assertThat(take(60 * 10)).containsOnlyKeys(Verdict.PASS);
    }
  }

  @Test
  void whatIsTooMuchIsRefusedOnceASecondAndElseDropped() {
    assertThat(take(2000)).containsOnlyKeys(Verdict.PASS);
    assertThat(take(100)).isEqualTo(Map.of(Verdict.REFUSE, 1, Verdict.IGNORE, 99));
    now += SECOND;
    assertThat(take(300))
        .isEqualTo(Map.of(Verdict.PASS, 200, Verdict.REFUSE, 1, Verdict.IGNORE, 99));
  }

  @Test
  void whoIsALittleTooFastIsNeverSentAway() {
    take(2000);
    for (int second = 0; second < 3600; second++) {
      now += SECOND;
      assertThat(take(300)).doesNotContainKey(Verdict.END);
    }
  }

  @Test
  void aFloodIsEnded() {
    assertThat(take(10_000)).containsEntry(Verdict.PASS, 2000).containsKey(Verdict.END);
  }

  @Test
  void whoHeedsItMayGoOn() {
    take(3000);
    now += 10 * SECOND;
    assertThat(take(2000)).containsOnlyKeys(Verdict.PASS);
  }
}
