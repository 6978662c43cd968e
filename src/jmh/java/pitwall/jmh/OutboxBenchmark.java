package pitwall.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import pitwall.config.TestSettings;
import pitwall.endpoint.PlainWire;
import pitwall.hub.Frame;
import pitwall.hub.Outbox;
import pitwall.message.JsonText;
import pitwall.message.Outbound.TelemetryUpdate;

/** One frame through one viewer's queue; the frame has its text already. */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class OutboxBenchmark {
  private final SinkViewer prompt = new SinkViewer(true);
  private final SinkViewer hesitant = new SinkViewer(false);
  private final Outbox promptBox = new Outbox(prompt, TestSettings.with());
  private final Outbox hesitantBox = new Outbox(hesitant, TestSettings.with());
  private Frame frame;

  @Setup
  public void prepare() {
    JsonText telemetry = new JsonText(Data.telemetry().get(0), 0);
    frame = Frame.of(new TelemetryUpdate(Data.CAR, telemetry), 1, 1);
    frame.text(PlainWire.FORMAT).frame();
  }

  /** The transport takes it within the call. */
  @Benchmark
  public long offerAndSend() {
    promptBox.offer(frame);
    return prompt.bytes;
  }

  /** The transport takes it later; two more wait meanwhile. */
  @Benchmark
  public long offerThreeThenSendThree() {
    hesitantBox.offer(frame);
    hesitantBox.offer(frame);
    hesitantBox.offer(frame);
    hesitant.take();
    hesitant.take();
    hesitant.take();
    return hesitant.bytes;
  }
}
