package pitwall.ops;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import pitwall.hub.Latency;

/**
 * Shows a histogram that is kept elsewhere: Micrometer's own would have each sample pass through a
 * timer of its.
 */
record LatencyCollector(Latency latency) implements Collector {
  private static final String NAME = "pitwall_publish_to_send_seconds";

  @Override
  public MetricSnapshot collect() {
    return HistogramSnapshot.builder()
        .name(NAME)
        .help("From a message's arrival to a viewer's transport; every 16th message of a session")
        .dataPoint(
            HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(buckets())
                .sum(latency.seconds())
                .build())
        .build();
  }

  private ClassicHistogramBuckets buckets() {
    ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
    double[] bounds = Latency.bounds();
    long[] counts = latency.counts();
    for (int i = 0; i < counts.length; i++) {
      buckets.bucket(bounds[i], counts[i]);
    }
    return buckets.build();
  }
}
