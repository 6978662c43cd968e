package pitwall.container;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;

/** A line that keeps what is written, a frame a line of text, and takes it at once or when told. */
final class FakeLine implements Line {
  final List<String> written = new ArrayList<>();
  private final Queue<Consumer<Throwable>> pending = new ArrayDeque<>();
  private final Queue<Runnable> later = new ArrayDeque<>();
  private boolean writing;
  private boolean last;
  boolean prompt = true;
  int closed;
  Runnable duringWrite = () -> {};
  private Reader reader;

  @Override
  public void open(Reader newReader) {
    reader = newReader;
  }

  @Override
  public void write(ByteBuffer bytes, Consumer<Throwable> done) {
    if (last) {
      done.accept(new IOException("nothing comes after the last"));
    } else {
      inOrder(() -> take(bytes, done));
    }
  }

  @Override
  public void writeLast(ByteBuffer bytes, Consumer<Throwable> done) {
    write(bytes, done);
    last = true;
  }

  /** What comes during a write comes after it. */
  private void inOrder(Runnable write) {
    if (writing) {
      later.add(write);
      return;
    }
    writing = true;
    write.run();
    for (Runnable next = later.poll(); next != null; next = later.poll()) {
      next.run();
    }
    writing = false;
  }

  private void take(ByteBuffer bytes, Consumer<Throwable> done) {
    duringWrite.run();
    while (bytes.hasRemaining()) {
      written.add(frame(bytes));
    }
    if (prompt) {
      done.accept(null);
    } else {
      pending.add(done);
    }
  }

  /** A short frame in words. */
  private static String frame(ByteBuffer bytes) {
    int first = bytes.get() & 0xFF;
    int length = bytes.get();
    length = length == 126 ? bytes.getShort() & 0xFFFF : length;
    byte[] payload = new byte[length];
    bytes.get(payload);
    String hex = HexFormat.of().formatHex(payload);
    return switch (first) {
      case 0x81 -> "text " + new String(payload, java.nio.charset.StandardCharsets.UTF_8);
      case 0xC1 -> "compressed " + length;
      case 0x82 -> "binary " + hex;
      case 0x88 ->
          "close "
              + ((payload[0] & 0xFF) << 8 | payload[1] & 0xFF)
              + " "
              + new String(payload, 2, length - 2, java.nio.charset.StandardCharsets.UTF_8);
      case 0x89 -> "ping " + hex;
      case 0x8A -> "pong " + hex;
      default -> "no frame of a server's: " + first;
    };
  }

  @Override
  public void close() {
    closed++;
  }

  /** The oldest write under way is done. */
  void take() {
    pending.remove().accept(null);
  }

  void fail(Throwable failure) {
    pending.remove().accept(failure);
  }

  int underWay() {
    return pending.size();
  }

  /** Bytes arrive. */
  void arrive(byte[]... frames) {
    for (byte[] frame : frames) {
      ByteBuffer bytes = ByteBuffer.wrap(frame);
      reader.read(bytes);
      if (bytes.hasRemaining()) {
        throw new AssertionError("bytes were left");
      }
    }
  }

  /** The connection has ended. */
  void end() {
    last = true;
    reader.ended();
  }
}
