package pitwall.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pitwall.config.Settings;
import pitwall.config.TestSettings;

class HeapTest {
  private final AtomicInteger collections = new AtomicInteger();
  private final FakePool pool = new FakePool();
  private long now = Long.MAX_VALUE - 1;

  private Heap heap(Settings settings) {
    return heap(settings, () -> {});
  }

  private Heap heap(Settings settings, Runnable collector) {
    Runnable counted =
        () -> {
          collections.incrementAndGet();
          collector.run();
        };
    return new Heap(settings, pool, counted, () -> now);
  }

  private void passes(Heap heap, Duration time) {
    now += time.toNanos();
    heap.tick();
  }

  @Test
  void itIsFullBeyondItsLimitAndNotOtherwise() {
    Heap heap = heap(TestSettings.with("heap-limit", "80%"));
    pool.after = 809;
    heap.tick();
    assertThat(heap.isFull()).isFalse();
    assertThat(heap.percent()).isEqualTo(80);

    pool.after = 810;
    heap.tick();
    assertThat(heap.isFull()).isTrue();

    pool.after = 300;
    heap.tick();
    assertThat(heap.isFull()).isFalse();
  }

  @Test
  void aLimitOfHundredPercentIsNone() {
    Heap heap = heap(TestSettings.with("heap-limit", "100%"));
    pool.after = 1_000;
    heap.tick();
    assertThat(heap.isFull()).isFalse();
  }

  @Test
  void whileItIsFullItAsksForACollectionNowAndThen() {
    Heap heap = heap(TestSettings.with());
    pool.after = 900;
    pool.now = 900;
    heap.tick();
    assertThat(collections).hasValue(1);
    passes(heap, Duration.ofSeconds(4));
    assertThat(collections).hasValue(1);
    passes(heap, Duration.ofSeconds(1));
    assertThat(collections).hasValue(2);
    assertThat(heap.isFull()).isTrue();

    pool.after = 100;
    pool.now = 100;
    passes(heap, Duration.ofMinutes(5));
    assertThat(collections).hasValue(2);
    assertThat(heap.isFull()).isFalse();
  }

  /** A hundredth of the time at most, but every five minutes however long the last one took. */
  @ParameterizedTest
  @CsvSource({"PT0.01S, PT5S", "PT0.3S, PT30S", "PT1H, PT5M"})
  void theLongerACollectionTookTheLongerItWaitsForTheNext(Duration took, Duration pause) {
    Heap heap = heap(TestSettings.with(), () -> now += took.toNanos());
    pool.after = 900;
    heap.tick();
    passes(heap, pause.minusSeconds(1));
    assertThat(collections).hasValue(1);
    passes(heap, Duration.ofSeconds(1));
    assertThat(collections).hasValue(2);
  }

  @Test
  void garbageThatACollectionHasLeftRefusesNobody() {
    Heap heap = heap(TestSettings.with(), () -> pool.after = 500);
    pool.after = 900;
    pool.now = 900;
    heap.tick();
    assertThat(heap.isFull()).isFalse();
    assertThat(collections).hasValue(1);
  }

  @Test
  void untilItMayAskAgainAnyCollectionIsBelieved() {
    Heap heap = heap(TestSettings.with(), () -> pool.after = 500);
    pool.after = 900;
    heap.tick();
    pool.after = 900;
    passes(heap, Duration.ofSeconds(3));
    assertThat(heap.isFull()).isTrue();
    passes(heap, Duration.ofSeconds(2));
    assertThat(heap.isFull()).isFalse();
    assertThat(collections).hasValue(2);
  }

  @Test
  void whatMayBeGarbageRefusesNobodyAndIsCollected() {
    Heap heap = heap(TestSettings.with(), () -> pool.now = 100);
    pool.now = 990;
    for (int i = 0; i < 30; i++) {
      passes(heap, Duration.ofSeconds(1));
    }
    assertThat(heap.isFull()).isFalse();
    assertThat(collections).hasValue(1);
  }

  @Test
  void aHeapThatIsFullForAMomentIsLeftAlone() {
    Heap heap = heap(TestSettings.with());
    for (int i = 0; i < 100; i++) {
      pool.now = i % 4 == 0 ? 100 : 990;
      passes(heap, Duration.ofSeconds(1));
    }
    assertThat(collections).hasValue(0);
  }

  @Test
  void whatIsNotKnownIsNotFull() {
    Heap heap = heap(TestSettings.with());
    pool.after = FakePool.UNKNOWN;
    heap.tick();
    assertThat(heap.percent()).isZero();
    assertThat(heap.isFull()).isFalse();

    pool.after = 1_000;
    pool.max = -1;
    heap.tick();
    assertThat(heap.isFull()).isFalse();
  }

  @Test
  void thisJvmTells() {
    System.gc();
    assertThat(new Heap(TestSettings.with()).percent()).isBetween(0, 100);
  }
}
