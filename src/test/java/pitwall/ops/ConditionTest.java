package pitwall.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pitwall.config.Settings;
import pitwall.config.TestSettings;
import pitwall.hub.Hub;
import pitwall.relay.Paddock;
import pitwall.relay.Relay;
import pitwall.relay.Tick;
import pitwall.session.SessionStore;

class ConditionTest {
  private static final InstantSource CLOCK = InstantSource.system();

  private final Settings settings = TestSettings.with();
  private final Logger log = Logger.getLogger("pitwall.ops");
  private final Relay relay =
      Paddock.relay(settings, new SessionStore(settings, CLOCK), new Hub(), CLOCK);
  private final FakePool pool = new FakePool();
  private long now = Long.MAX_VALUE - 1;
  private final Heap heap = new Heap(settings, pool, () -> {}, () -> now);
  private final Condition condition = new Condition(relay, heap, () -> now);

  @BeforeEach
  void quietly() {
    log.setLevel(Level.OFF);
  }

  @AfterEach
  void aloud() {
    log.setLevel(null);
  }

  private void passes(Duration time) {
    now += time.toNanos();
  }

  @Test
  void atFirstAllIsWell() {
    assertThat(condition.closedBecause()).isEmpty();
    assertThat(condition.notReadyBecause()).isEmpty();
    assertThat(condition.notLiveBecause()).isEmpty();
  }

  @Test
  void whoIsAboutToStopTakesNobodyIn() {
    relay.leave();
    assertThat(condition.closedBecause()).contains("the relay is about to stop");
    assertThat(condition.notReadyBecause()).isEqualTo(condition.closedBecause());
    assertThat(condition.notLiveBecause()).isEmpty();
    relay.stay();
    assertThat(condition.closedBecause()).isEmpty();
  }

  @Test
  void whoseMemoryIsNearlyFullTakesNobodyInUntilItIsNot() {
    pool.after = 900;
    condition.tick(new Tick());
    assertThat(condition.closedBecause()).contains("the relay's memory is nearly full");
    assertThat(condition.notReadyBecause()).isEqualTo(condition.closedBecause());
    pool.after = 500;
    condition.tick(new Tick());
    assertThat(condition.notReadyBecause()).isEmpty();
  }

  @Test
  void whoseTimerIsLateIsNotReadyAndThenNotAlive() {
    passes(Duration.ofSeconds(9));
    assertThat(condition.notReadyBecause()).isEmpty();
    passes(Duration.ofSeconds(1));
    assertThat(condition.notReadyBecause()).contains("the relay's timer is late");
    assertThat(condition.closedBecause()).isEmpty();
    assertThat(condition.notLiveBecause()).isEmpty();
    passes(Duration.ofSeconds(50));
    assertThat(condition.notLiveBecause()).contains("the relay's timer has stopped");
    condition.tick(new Tick());
    assertThat(condition.notLiveBecause()).isEmpty();
    assertThat(condition.notReadyBecause()).isEmpty();
  }
}
