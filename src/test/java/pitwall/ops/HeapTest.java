package pitwall.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import pitwall.config.Settings;
import pitwall.config.TestSettings;

class HeapTest {
  private static final long MAX = 1_000;

  private final AtomicInteger collections = new AtomicInteger();
  private long used;
  private long now = Long.MAX_VALUE - 1;

  private Heap heap(Settings settings) {
    return new Heap(
        settings,
        () -> new MemoryUsage(0, used, MAX, MAX),
        collections::incrementAndGet,
        () -> now);
  }

  private void passes(Heap heap, Duration time) {
    now += time.toNanos();
    heap.tick();
  }

  @Test
  void itIsFullBeyondItsLimitAndNotOtherwise() {
    Heap heap = heap(TestSettings.with("heap-limit", "80%"));
    used = 809;
    heap.tick();
    assertThat(heap.isFull()).isFalse();
    assertThat(heap.percent()).isEqualTo(80);

    used = 810;
    heap.tick();
    assertThat(heap.isFull()).isTrue();

    used = 300;
    heap.tick();
    assertThat(heap.isFull()).isFalse();
  }

  @Test
  void aLimitOfHundredPercentIsNone() {
    Heap heap = heap(TestSettings.with("heap-limit", "100%"));
    used = MAX;
    heap.tick();
    assertThat(heap.isFull()).isFalse();
  }

  @Test
  void whileItIsFullItAsksForACollectionOnceAMinute() {
    Heap heap = heap(TestSettings.with());
    used = 900;
    heap.tick();
    passes(heap, Duration.ofSeconds(59));
    assertThat(collections).hasValue(0);
    passes(heap, Duration.ofSeconds(1));
    passes(heap, Duration.ofSeconds(1));
    assertThat(collections).hasValue(1);
    passes(heap, Duration.ofSeconds(59));
    assertThat(collections).hasValue(2);

    used = 100;
    passes(heap, Duration.ofMinutes(5));
    assertThat(collections).hasValue(2);
  }

  @Test
  void whatIsNotKnownIsNotFull() {
    assertThat(new Heap(TestSettings.with(), () -> null, () -> {}, () -> now).percent()).isZero();
    Heap unbounded =
        new Heap(TestSettings.with(), () -> new MemoryUsage(0, 9, 9, -1), () -> {}, () -> now);
    unbounded.tick();
    assertThat(unbounded.isFull()).isFalse();
  }

  @Test
  void thisJvmTells() {
    System.gc();
    assertThat(new Heap(TestSettings.with()).percent()).isBetween(0, 100);
  }
}
