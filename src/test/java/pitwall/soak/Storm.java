package pitwall.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import pitwall.websocket.ClientFrames;

/** Clients that come and go at once, hundreds a second, on each transport and in each manner. */
final class Storm {
  private static final int A_SECOND = 500;
  private static final int THREADS = 5;
  private static final String PLAIN = "/ws/dashboard";
  private static final String SOCKET_IO = "/socket.io/?EIO=4&transport=websocket";

  private final int port;
  private final String session;
  private final LongAdder served = new LongAdder();

  Storm(int port, String session) {
    this.port = port;
    this.session = session;
  }

  void blow(int seconds) throws Exception {
    long begin = System.nanoTime();
    long gap = 1_000_000_000L * THREADS / A_SECOND;
    long until = begin + seconds * 1_000_000_000L;
    Crowd.of(
        THREADS,
        thread -> {
          for (int i = 0; System.nanoTime() < until; i++) {
            LockSupport.parkNanos(begin + i * gap - System.nanoTime());
            comeAndGo(i);
          }
        });
    assertThat(served.sum()).isPositive();
    System.out.printf(
        Locale.ROOT,
        "  %d came and went, %.0f a second%n",
        served.sum(),
        served.sum() * 1e9 / (System.nanoTime() - begin));
  }

  private void comeAndGo(int number) throws IOException {
    switch (number % 3) {
      case 0 -> webSocket(PLAIN, number / 3, "");
      case 1 -> webSocket(SOCKET_IO, number / 3, "40");
      default -> polling();
    }
    served.increment();
  }

  private void webSocket(String path, int number, String greeting) throws IOException {
    try (Line line = Line.webSocket(port, path)) {
      switch (number % 4) {
        case 0 -> line.say(ClientFrames.close(1000, ""));
        case 1 -> line.reset();
        case 2 -> {
          if (!greeting.isEmpty()) {
            line.say(ClientFrames.text(greeting));
          }
          String join = "\"join_session\",\"data\":{\"session_id\":\"" + session + "\"}";
          line.say(ClientFrames.text("{\"event\":" + join + '}'));
          line.reset(); // while it is being answered
        }
        default -> {
          // no word, only the end of the connection
        }
      }
    }
  }

  private void polling() throws IOException {
    try (Line line = new Line(port)) {
      new Polling(line).post("1");
    }
  }
}
