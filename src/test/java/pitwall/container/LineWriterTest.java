package pitwall.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Whole and in order, whatever the connection takes and whoever writes. */
class LineWriterTest {
  private final FakeLine line = new FakeLine();
  private final List<String> done = new ArrayList<>();

  private void write(String text) {
    line.write(
        ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)),
        failure -> done.add(failure == null ? text : failure.getClass().getSimpleName()));
  }

  @Test
  void whatFitsIsWrittenAtOnce() {
    write("one ");
    write("two");

    assertThat(line.taken).hasToString("one two");
    assertThat(done).containsExactly("one ", "two");
  }

  @Test
  void whatDoesNotFitWaitsForRoomAndIsNotOvertaken() {
    line.room = 2;
    write("abcd");
    write("ef");

    assertThat(line.taken).hasToString("ab");
    assertThat(done).isEmpty();

    line.room = 3;
    line.ready();

    assertThat(line.taken).hasToString("abcde");
    assertThat(done).containsExactly("abcd");

    line.room = 3;
    line.ready();
    write("g");

    assertThat(line.taken).hasToString("abcdefg");
    assertThat(done).containsExactly("abcd", "ef", "g");
  }

  @Test
  void aWriteFromWithinACompletionComesNextAndNoStackGrows() {
    AtomicInteger left = new AtomicInteger(100_000);
    class Again {
      void write() {
        line.write(
            ByteBuffer.wrap(new byte[] {'x'}),
            failure -> {
              if (left.decrementAndGet() > 0) {
                write();
              }
            });
      }
    }

    new Again().write();

    assertThat(left).hasValue(0);
    assertThat(line.taken).hasSize(100_000);
  }

  @Test
  void aFailureIsToldToAllWhoWait() {
    line.room = 0;
    write("a");
    write("b");

    line.failure = new IOException("reset");
    line.ready();
    write("c");

    assertThat(done).containsExactly("IOException", "IOException", "IOException");
  }

  @Test
  void anErrorInMidWriteClosesTheConnectionAndIsToldToAllWhoWait() {
    line.broken = new OutOfMemoryError("on purpose");
    write("a");
    write("b");

    assertThat(done).containsExactly("OutOfMemoryError", "OutOfMemoryError");
    assertThat(line.closed).isTrue();
  }

  @Test
  void anErrorBeforeTheRestCouldWaitIsToldOnce() {
    line.room = 0;
    line.restBroken = new RejectedExecutionException("on purpose");
    write("a");
    line.ready(); // it was noted all the same
    line.restBroken = null;
    line.room = 1;
    write("b");

    assertThat(done).containsExactly("RejectedExecutionException", "b");
    assertThat(line.closed).isTrue();
  }

  @Test
  void writesOfManyThreadsStayWhole() throws InterruptedException {
    int threads = 4;
    int writes = 5_000;
    CountDownLatch all = new CountDownLatch(threads * writes);
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      char name = (char) ('a' + i);
      writers.add(
          new Thread(
              () -> {
                for (int n = 0; n < writes; n++) {
                  byte[] frame = (name + "(" + n + ")").getBytes(StandardCharsets.UTF_8);
                  line.write(ByteBuffer.wrap(frame), failure -> all.countDown());
                }
              }));
    }

    writers.forEach(Thread::start);
    for (Thread writer : writers) {
      writer.join();
    }
    all.await();

    int[] next = new int[threads];
    for (String frame : line.taken.toString().split("(?<=\\))")) {
      int writer = frame.charAt(0) - 'a';
      assertThat(frame.substring(1)).isEqualTo("(" + next[writer]++ + ")");
    }
    assertThat(next).containsOnly(writes);
  }

  /** A connection that takes as much as it is told to. */
  private static final class FakeLine extends LineWriter {
    final StringBuilder taken = new StringBuilder();
    int room = Integer.MAX_VALUE;
    IOException failure;
    Error broken;
    RuntimeException restBroken;
    boolean closed;
    private ByteBuffer rest;
    private Consumer<Throwable> restDone;

    @Override
    void writeNow(ByteBuffer bytes) throws IOException {
      if (failure != null) {
        throw failure;
      }
      if (broken != null) {
        throw broken;
      }
      while (bytes.hasRemaining() && room > 0) {
        taken.append((char) bytes.get());
        room--;
      }
    }

    @Override
    void writeRest(ByteBuffer bytes, Consumer<Throwable> done) {
      rest = bytes;
      restDone = done;
      if (restBroken != null) {
        throw restBroken;
      }
    }

    /** The connection takes more, or has failed. */
    void ready() {
      Throwable thrown = null;
      try {
        writeNow(rest);
      } catch (IOException e) {
        thrown = e;
      }
      if (thrown != null || !rest.hasRemaining()) {
        restDone.accept(thrown);
      }
    }

    @Override
    public void open(Reader reader) {}

    @Override
    public void close() {
      closed = true;
    }
  }
}
