package pitwall.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pitwall.websocket.ClientFrames;

/** A monitor that publishes many times as fast as it may, and comes back when it is put out. */
final class Flood {
  private static final int A_SECOND = 10_000;
  private static final int BURST = 100;
  private static final int LEAST_BURSTS = 200; // what takes longer is a slow machine
  private static final Pattern SESSION = Pattern.compile("\"session_id\":\"([^\"]+)\"");

  private final int port;
  private Line line;
  private byte[] burst;
  private int putOut;

  Flood(int port) {
    this.port = port;
  }

  void pour(int seconds) throws IOException {
    long begin = System.nanoTime();
    long until = begin + seconds * 1_000_000_000L;
    long bursts = 0;
    while (System.nanoTime() < until || bursts < LEAST_BURSTS) {
      LockSupport.parkNanos(begin + 1_000_000_000L * bursts * BURST / A_SECOND - System.nanoTime());
      pour();
      bursts++;
    }
    if (line != null) {
      line.close();
    }
    System.out.printf(
        Locale.ROOT,
        "  %d messages, %.0f a second; put out %d times%n",
        bursts * BURST,
        bursts * BURST * 1e9 / (System.nanoTime() - begin),
        putOut);
    assertThat(putOut).as("who does not heed the limit has to go").isPositive();
  }

  private void pour() throws IOException {
    if (line == null) {
      open();
    }
    boolean over;
    try {
      line.say(burst);
      over = line.hear().contains("too many messages"); // the close frame's reason
    } catch (IOException closed) {
      over = true;
    }
    if (over) {
      putOut++;
      line.close();
      line = null;
    }
  }

  private void open() throws IOException {
    line = Line.webSocket(port, "/ws/monitor");
    line.say(ClientFrames.text("{\"event\":\"request_session_id\",\"data\":{}}"));
    String heard = line.frame();
    while (!heard.contains("session_id_assigned")) {
      heard = line.frame();
    }
    Matcher session = SESSION.matcher(heard);
    assertThat(session.find()).as(heard).isTrue();
    byte[] one =
        ClientFrames.text(
            "{\"event\":\"telemetry_update\",\"data\":{\"session_id\":\"%s\",\"telemetry\":%s}}"
                .formatted(session.group(1), "{\"pad\":\"" + "x".repeat(1_400) + "\"}"));
    byte[][] many = new byte[BURST][];
    java.util.Arrays.fill(many, one);
    burst = ClientFrames.join(many);
  }
}
