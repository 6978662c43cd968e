package pitwall.jmh;

import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import pitwall.endpoint.PlainWire;
import pitwall.hub.Frame;
import pitwall.hub.WireFormat;
import pitwall.message.JsonText;
import pitwall.message.Outbound.SetupUpdate;
import pitwall.message.Outbound.TelemetryUpdate;
import pitwall.message.Outbound.Update;
import pitwall.socketio.SocketWire;

/** From a message to its text and to finished frames: once for all viewers of a wire format. */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class EncodeBenchmark {
  @Param({"telemetry", "setup"})
  public String message;

  @Param({"plain", "socketio"})
  public String wire;

  private Update update;
  private WireFormat format;

  @Setup
  public void prepare() {
    update =
        message.equals("setup")
            ? new SetupUpdate(Data.CAR, JsonText.NULL, new JsonText(Data.setup(), 0))
            : new TelemetryUpdate(Data.CAR, new JsonText(Data.telemetry().get(0), 0));
    format = wire.equals("plain") ? PlainWire.FORMAT : SocketWire.FORMAT;
  }

  @Benchmark
  public String messageToText() {
    return Frame.of(update, 4711, 1_767_225_600_000L).text(format).text();
  }

  @Benchmark
  public ByteBuffer messageToFrame() {
    return Frame.of(update, 4711, 1_767_225_600_000L).text(format).frame();
  }

  @Benchmark
  public ByteBuffer messageToCompressedFrame() {
    return Frame.of(update, 4711, 1_767_225_600_000L).text(format).compressedFrame(1024);
  }
}
