package pitwall.soak;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pitwall.fuzz.Inputs;
import pitwall.websocket.ClientFrames;

/** Many connections that say what is right, nearly right, wrong, and half of something. */
final class Noise {
  private static final int THREADS = 8;
  private static final int EACH = 25;
  private static final long PAUSE_NANOS = 1_000_000;
  private static final Pattern ASSIGNED =
      Pattern.compile("session_id_assigned.{1,40}\"session_id\":\"([^\"]+)\"", Pattern.DOTALL);
  private static final String[] WORDS = {
    "\"event\":", "\"data\":", "\"session_id\":", "NaN", "null", "{", "}", "[", "\\u0000", "1e999"
  };
  private static final List<String> EVENTS =
      List.of(
          "request_session_id {}",
          "join_session {\"session_id\":\"THEIRS\"}",
          "join_session {\"session_id\":\"OWN\"}",
          "leave_session {\"session_id\":\"THEIRS\"}",
          "leave_session {\"session_id\":\"OWN\"}",
          "telemetry_update {\"session_id\":\"THEIRS\",\"telemetry\":{\"n\":-1}}",
          "telemetry_update {\"session_id\":\"OWN\",\"telemetry\":{\"n\":1,\"t\":[1.0,null]}}",
          "telemetry_update {\"session_id\":\"OWN\",\"telemetry\":{\"n\":NaN}}",
          "setup_data {\"session_id\":\"THEIRS\",\"setup\":{}}",
          "setup_data {\"session_id\":\"OWN\",\"timestamp\":\"now\",\"setup\":{\"a\":{}}}",
          "rotate_session {\"session_id\":\"THEIRS\"}",
          "end_session {\"session_id\":\"THEIRS\",\"publish_token\":\"guess\"}",
          "end_session {\"session_id\":\"OWN\"}");

  private final int port;
  private final String theirs;
  private final LongAdder said = new LongAdder();
  private final LongAdder opened = new LongAdder();
  private final LongAdder closedByRelay = new LongAdder();

  /**
   * @param theirs a session of others', to be left alone by the relay whatever is said
   */
  Noise(int port, String theirs) {
    this.port = port;
    this.theirs = theirs;
  }

  /** Gives how many things were said. */
  long make(int seconds) throws Exception {
    long until = System.nanoTime() + seconds * 1_000_000_000L;
    Crowd.of(THREADS, thread -> talk(new Random(Long.getLong("fuzz.seed", 911) + thread), until));
    System.out.printf(
        "  %d times something said on %d connections, %d opened, %d closed by the relay%n",
        said.sum(), THREADS * EACH, opened.sum(), closedByRelay.sum());
    return said.sum();
  }

  private void talk(Random random, long until) throws IOException {
    List<Voice> voices = new ArrayList<>();
    for (int i = 0; i < EACH; i++) {
      voices.add(Voice.values()[i % Voice.values().length]);
    }
    List<Speaker> speakers = voices.stream().map(voice -> new Speaker(voice, random)).toList();
    while (System.nanoTime() < until) {
      speakers.get(random.nextInt(EACH)).speak();
      LockSupport.parkNanos(PAUSE_NANOS);
    }
    for (Speaker speaker : speakers) {
      speaker.leave();
    }
  }

  private enum Voice {
    MONITOR("/ws/monitor", "{\"event\":\"%s\",\"data\":%s}"),
    DASHBOARD("/ws/dashboard", "{\"event\":\"%s\",\"data\":%s,\"id\":7}"),
    SOCKET_IO("/socket.io/?EIO=4&transport=websocket", "427[\"%s\",%s]"),
    POLLING("/socket.io/?EIO=4&transport=polling", "42[\"%s\",%s]");

    private final String path;
    private final List<String> samples;

    Voice(String path, String format) {
      this.path = path;
      samples = EVENTS.stream().map(e -> format.formatted((Object[]) e.split(" ", 2))).toList();
    }
  }

  private final class Speaker {
    private final Voice voice;
    private final Random random;
    private final Function<Random, String> nonsense;
    private Line line;
    private Polling polling; // null: it is none, or none yet
    private String own = "00000000-0000-4000-8000-000000000000";

    Speaker(Voice voice, Random random) {
      this.voice = voice;
      this.random = random;
      nonsense = Inputs.near(voice.samples, WORDS);
    }

    void speak() throws IOException {
      try {
        if (line == null) {
          open();
        } else if (random.nextInt(100) == 0) {
          leave();
        } else {
          String text = random.nextBoolean() ? sample() : nonsense.apply(random);
          say(text.replace("THEIRS", theirs).replace("OWN", own));
          said.increment();
        }
      } catch (IOException ended) { // what was said was reason enough
        closedByRelay.increment();
        leave();
      }
    }

    private String sample() {
      return voice.samples.get(random.nextInt(voice.samples.size()));
    }

    private void open() throws IOException {
      opened.increment();
      if (voice == Voice.POLLING) {
        line = new Line(port);
        polling = new Polling(line);
        polling.post("40");
      } else {
        line = Line.webSocket(port, voice.path);
        if (voice == Voice.SOCKET_IO) {
          line.say(ClientFrames.text("40"));
        }
      }
    }

    private void say(String text) throws IOException {
      if (voice == Voice.POLLING) {
        exchange(text);
        return;
      }
      byte[] frame = ClientFrames.text(text);
      switch (random.nextInt(20)) {
        case 0 -> frame = Inputs.changed(frame, random);
        case 1 -> frame = Arrays.copyOf(frame, frame.length / 2); // the next goes on
        case 2 -> frame = ClientFrames.frame(ClientFrames.TEXT, ClientFrames.utf8(text));
        case 3 -> frame = ClientFrames.frame(random.nextInt(256), ClientFrames.utf8(text));
        default -> {
          // as it should be
        }
      }
      line.say(frame);
      hear(line.hear());
    }

    private void exchange(String text) throws IOException {
      if (random.nextInt(20) == 0) {
        byte[] body = ClientFrames.utf8(text);
        polling.announce(body.length);
        line.say(Arrays.copyOf(body, body.length / 2));
        line.close(); // in mid-sentence
        line = null;
        polling = null;
        return;
      }
      polling.post(text);
      if (random.nextInt(10) == 0) {
        polling.post("427[\"what\",{}]"); // which is answered, so that the GET need not wait
        hear(polling.get());
      }
    }

    private void hear(String heard) {
      Matcher assigned = ASSIGNED.matcher(heard);
      if (assigned.find()) {
        own = assigned.group(1);
      }
    }

    void leave() throws IOException {
      if (line == null) {
        return;
      }
      try {
        if (polling != null) {
          polling.post("1"); // without which it would be missed after 45 s only
        } else if (random.nextInt(3) == 0) {
          line.reset();
        } else if (random.nextBoolean()) {
          line.say(ClientFrames.close(1000, "that was all"));
        }
      } catch (IOException gone) {
        // before it
      } finally {
        line.close();
        line = null;
        polling = null;
      }
    }
  }
}
