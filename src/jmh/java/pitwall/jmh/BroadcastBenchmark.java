package pitwall.jmh;

import java.util.List;
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
import pitwall.config.TestSettings;
import pitwall.hub.Frame;
import pitwall.hub.Hub;
import pitwall.hub.Outbox;
import pitwall.hub.Room;
import pitwall.message.JsonText;
import pitwall.message.Outbound.SessionStatus;
import pitwall.message.Outbound.TelemetryUpdate;
import pitwall.message.SessionState;

/** One telemetry message to all viewers of a room, encoded once; divide by their number. */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class BroadcastBenchmark {
  @Param({"10", "100", "1000"})
  public int viewers;

  private final Room room =
      new Hub()
          .open(Data.CAR, number -> new SessionStatus(Data.CAR, SessionState.LIVE, number, 1L));
  private List<JsonText> telemetry;
  private long seq;

  @Setup
  public void join() {
    telemetry = Data.telemetry().stream().map(text -> new JsonText(text, 0)).toList();
    for (int i = 0; i < viewers; i++) {
      room.join(new Outbox(new SinkViewer(true), TestSettings.with()));
    }
    room.run();
  }

  @Benchmark
  public int broadcast() {
    JsonText next = telemetry.get((int) seq & telemetry.size() - 1);
    room.broadcast(Frame.of(new TelemetryUpdate(Data.CAR, next), seq++, 1_767_225_600_000L));
    room.run();
    return room.viewers();
  }
}
