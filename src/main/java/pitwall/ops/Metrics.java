package pitwall.ops;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import pitwall.config.Settings;
import pitwall.container.Channels;
import pitwall.hub.Census;
import pitwall.hub.CloseCode;
import pitwall.hub.Hub;
import pitwall.hub.Transport;
import pitwall.message.Code;
import pitwall.message.SessionState;
import pitwall.relay.Relay;
import pitwall.relay.Tally;
import pitwall.session.RaceSession;
import pitwall.session.SessionStore;

/**
 * What is measured, for Prometheus. Nothing is counted here: meters look at what the relay counts
 * anyway, when somebody asks. No label tells of a session or a client.
 *
 * <p>Thread-safe. One thread at a time gathers; who asks again within a second gets the same.
 */
@ApplicationScoped
public class Metrics {
  private static final long FRESH_NANOS = 1_000_000_000L;

  private PrometheusMeterRegistry registry;
  private JvmGcMetrics collections;
  private Hub hub;
  private Relay relay;
  private SessionStore store;
  private Doorkeeper doorkeeper;
  private Channels channels;

  private Census census;
  private Map<SessionState, Integer> states;
  private int viewers;
  private String text;
  private long gatheredAt;

  /** For the container's proxy. */
  protected Metrics() {}

  @Inject
  @SuppressWarnings("this-escape") // meters look at it when somebody asks, not before it is built
  public Metrics(
      Settings settings,
      Hub hub,
      Relay relay,
      SessionStore store,
      Heap heap,
      Doorkeeper doorkeeper,
      Channels channels) {
    this.hub = hub;
    this.relay = relay;
    this.store = store;
    this.doorkeeper = doorkeeper;
    this.channels = channels;
    this.registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    this.collections = new JvmGcMetrics();
    if (settings.operation().metrics() != Settings.Metrics.OFF) {
      look();
      bindState(heap);
      bindTraffic();
      bindJvm();
    }
  }

  private void bindState(Heap heap) {
    for (Transport transport : Transport.values()) {
      Gauge.builder("pitwall.connections", () -> census.connections().getOrDefault(transport, 0))
          .tag("transport", transport.toString())
          .description("Open connections; internal is the demo's car")
          .register(registry);
    }
    for (SessionState state : SessionState.values()) {
      Gauge.builder("pitwall.sessions", () -> states.getOrDefault(state, 0))
          .tag("state", state.toString())
          .description("Sessions by how alive they are")
          .register(registry);
    }
    gauge("pitwall.viewers", "Who watches, once for each session watched", m -> m.viewers);
    gauge(
        "pitwall.viewers.skipping",
        "Connections too slow for all telemetry, now",
        m -> m.census.skipping());
    gauge(
        "pitwall.queue.bytes",
        "What waits for all connections, in characters of frames",
        m -> m.census.waiting());
    gauge(
        "pitwall.stored.bytes",
        "What sessions keep of setups and telemetry, four bytes a character",
        m -> m.store.storedBytes());
    Gauge.builder("pitwall.heap.percent", heap, Heap::percent)
        .description("Heap in use after the last collection that looked at old objects")
        .register(registry);
  }

  private void gauge(String name, String description, ToDoubleFunction<Metrics> value) {
    Gauge.builder(name, this, value).description(description).register(registry);
  }

  private void bindTraffic() {
    for (String event : Tally.events()) {
      counter(
          "pitwall.messages.in",
          "Messages that arrived and could be read",
          "event",
          event,
          m -> m.relay.tally().received(event));
    }
    for (Code code : Code.values()) {
      counter(
          "pitwall.rejected",
          "Messages refused, and who was turned away without a connection",
          "code",
          code.toString(),
          m -> m.relay.tally().rejected(code));
    }
    for (CloseCode code : CloseCode.values()) {
      counter(
          "pitwall.closed",
          "Connections that the relay ended",
          "code",
          code.name().toLowerCase(Locale.ROOT),
          m -> m.hub.traffic().closed(code));
    }
    counter(
        "pitwall.messages.out",
        "Frames given to transports, of every kind",
        m -> m.hub.traffic().sent());
    counter(
        "pitwall.deliveries",
        "Setups and telemetry given to transports, once for each viewer",
        m -> m.hub.traffic().delivered());
    counter(
        "pitwall.conflated",
        "Frames that slow viewers were spared, since newer ones were there",
        m -> m.hub.traffic().skipped());
    counter("pitwall.sessions.opened", "Sessions created", m -> m.relay.tally().sessions());
    counter(
        "pitwall.failures",
        "Messages over which the relay itself failed",
        m -> m.relay.tally().failures());
    bindPath("fast", m -> m.channels.openedFast());
    bindPath("standard", m -> m.channels.openedStandard());
    counter(
        "pitwall.refused",
        "Connections refused at the door: memory nearly full, or stopping",
        m -> m.doorkeeper.refused());
    registry.getPrometheusRegistry().register(new LatencyCollector(hub.traffic().latency()));
  }

  private void bindPath(String path, ToDoubleFunction<Metrics> value) {
    counter(
        "pitwall.websockets.opened",
        "WebSockets opened on the server's bare connections, and by the standard API alone",
        "path",
        path,
        value);
  }

  private void counter(String name, String description, ToDoubleFunction<Metrics> value) {
    FunctionCounter.builder(name, this, value).description(description).register(registry);
  }

  private void counter(
      String name, String description, String tag, String is, ToDoubleFunction<Metrics> value) {
    FunctionCounter.builder(name, this, value)
        .tag(tag, is)
        .description(description)
        .register(registry);
  }

  private void bindJvm() {
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    collections.bindTo(registry);
  }

  /** Everything, in Prometheus's text format. */
  public synchronized String gather() {
    if (text == null || System.nanoTime() - gatheredAt > FRESH_NANOS) {
      look();
      text = registry.scrape();
      gatheredAt = System.nanoTime();
    }
    return text;
  }

  /** Once for all meters that need it. */
  private void look() {
    census = hub.census();
    Map<SessionState, Integer> now = new EnumMap<>(SessionState.class);
    int watching = 0;
    for (RaceSession session : store.all()) {
      int viewersOfIt = hub.viewers(session.id());
      now.merge(session.status(viewersOfIt).state(), 1, Integer::sum);
      watching += viewersOfIt;
    }
    states = now;
    viewers = watching;
  }

  @PreDestroy
  void stop() {
    collections.close();
    registry.close();
  }
}
