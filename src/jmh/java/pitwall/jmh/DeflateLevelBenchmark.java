package pitwall.jmh;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What a level of compression costs and gains: it prints the sizes. One compressor is kept. */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DeflateLevelBenchmark {
  @Param({"1", "2", "3", "4", "5", "6", "9"})
  public int level;

  @Param({"telemetry", "setup"})
  public String message;

  private Deflater deflater;
  private List<byte[]> texts;
  private byte[] out;
  private int next;

  @Setup
  public void prepare() {
    deflater = new Deflater(level, true);
    List<String> data = message.equals("setup") ? List.of(Data.setup()) : Data.telemetry();
    texts =
        data.stream()
            .map(text -> ("{\"event\":\"x\",\"data\":" + text + '}'))
            .map(text -> text.getBytes(StandardCharsets.UTF_8))
            .toList();
    out = new byte[100_000];
    double before = 0;
    double after = 0;
    for (byte[] text : texts) {
      before += text.length;
      after += deflate();
    }
    System.out.printf(
        "%n%s at level %d: %.0f bytes of %.0f%n",
        message, level, after / texts.size(), before / texts.size());
  }

  @Benchmark
  public int deflate() {
    deflater.setInput(texts.get(next++ & texts.size() - 1)); // sizes are powers of two
    int length = deflater.deflate(out, 0, out.length, Deflater.SYNC_FLUSH);
    deflater.reset();
    return length;
  }

  @TearDown
  public void end() {
    deflater.end();
  }
}
