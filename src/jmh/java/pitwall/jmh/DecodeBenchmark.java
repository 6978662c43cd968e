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
import pitwall.message.Envelope;
import pitwall.message.Inbound;
import pitwall.message.MessageJson;
import pitwall.message.Rejection;
import pitwall.websocket.ClientFrames;
import pitwall.websocket.FrameReader;
import pitwall.websocket.ProtocolException;

/** From a monitor's frame on the wire to what it means. */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DecodeBenchmark implements FrameReader.Listener {
  @Param({"telemetry", "setup"})
  public String message;

  private final FrameReader reader = new FrameReader(this, 2 << 20, true);
  private byte[] frame;
  private byte[] compressed;
  private String text;

  @Setup
  public void prepare() {
    String data =
        message.equals("setup")
            ? "\"timestamp\":\"2026-01-31T12:00:00Z\",\"setup\":" + Data.setup()
            : "\"telemetry\":" + Data.telemetry().get(0);
    String event = message.equals("setup") ? "setup_data" : "telemetry_update";
    String json =
        "{\"event\":\"%s\",\"data\":{\"session_id\":\"%s\",%s}}"
            .formatted(event, Data.CAR.value(), data);
    frame = ClientFrames.text(json);
    compressed =
        ClientFrames.frame(
            ClientFrames.FIN | ClientFrames.RSV1 | ClientFrames.TEXT,
            ClientFrames.deflated(ClientFrames.utf8(json)));
  }

  @Benchmark
  public String frameToText() throws ProtocolException {
    reader.read(ByteBuffer.wrap(frame));
    return text;
  }

  @Benchmark
  public String compressedFrameToText() throws ProtocolException {
    reader.read(ByteBuffer.wrap(compressed));
    return text;
  }

  @Benchmark
  public Inbound frameToMessage() throws ProtocolException, Rejection {
    reader.read(ByteBuffer.wrap(frame));
    return MessageJson.bind(Envelope.read(text));
  }

  @Override
  public void text(String newText) {
    text = newText;
  }

  @Override
  public void binary(byte[] data) {}

  @Override
  public void ping(byte[] data) {}

  @Override
  public void pong(byte[] data) {}

  @Override
  public void close(int code, String reason) {}
}
