package pitwall.replay;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.PrintStream;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * A monitor's connection that keeps its session: over reconnects by its token, and over a restart
 * of the relay by asking for a new session.
 *
 * <p>For one thread.
 */
public final class MonitorLink implements AutoCloseable {
  private static final long FIRST_WAIT_MS = 500;
  private static final long LONGEST_WAIT_MS = 15_000;
  private static final long ANSWER_SECONDS = 10;

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI uri;
  private final PrintStream out;
  private final BlockingQueue<JsonObject> answers = new LinkedBlockingQueue<>();
  private WebSocket socket;
  private String session;
  private String token;
  private String dashboardUrl;
  private String setup;

  private final LongAdder refused = new LongAdder();

  /** Set by the socket's thread: the relay has forgotten the session. */
  private volatile boolean forgotten;

  /**
   * @param relay the relay's address, {@code ws://localhost:8080}
   * @param out for what a person should know
   */
  public MonitorLink(URI relay, PrintStream out) {
    String base = relay.toString().replaceFirst("^http", "ws").replaceFirst("/+$", "");
    this.uri = URI.create(base + "/ws/monitor");
    this.out = out;
  }

  /** Connects and takes a session; waits for the relay as long as it takes. */
  public void open() throws InterruptedException {
    long wait = FIRST_WAIT_MS;
    while (true) {
      try {
        socket = http.newWebSocketBuilder().buildAsync(uri, new Listener()).join();
        if (session == null) {
          requestSession();
        }
        return;
      } catch (CompletionException | IllegalStateException e) {
        out.printf("%n%s does not answer (%s), again in %.1f s%n", uri, cause(e), wait / 1000.0);
        Thread.sleep(wait);
        wait = Math.min(2 * wait, LONGEST_WAIT_MS);
      }
    }
  }

  private static String cause(Throwable e) {
    Throwable cause = e.getCause() != null ? e.getCause() : e;
    return cause.getMessage() != null ? cause.getMessage() : cause.getClass().getSimpleName();
  }

  private void requestSession() throws InterruptedException {
    answers.clear();
    socket.sendText("{\"event\":\"request_session_id\",\"data\":{}}", true).join();
    JsonObject answer = answers.poll(ANSWER_SECONDS, TimeUnit.SECONDS);
    if (answer == null) {
      throw new IllegalStateException("no session within " + ANSWER_SECONDS + " s");
    }
    session = answer.getString("session_id");
    token = answer.getString("publish_token");
    dashboardUrl = answer.getString("dashboard_url");
    forgotten = false;
    out.printf("Dashboard: %s%n", dashboardUrl);
    if (setup != null) {
      setup(setup);
    }
  }

  /** Publishes a setup, a JSON object. */
  public void setup(String newest) throws InterruptedException {
    setup = newest;
    publish("setup_data", "\"timestamp\":\"" + Instant.now() + "\",\"setup\":" + newest);
  }

  /** Publishes a telemetry object. */
  public void telemetry(String newest) throws InterruptedException {
    publish("telemetry_update", "\"telemetry\":" + newest);
  }

  private void publish(String event, String fields) throws InterruptedException {
    while (true) {
      try {
        if (forgotten) {
          out.printf("%nThe relay does not know the session any more: taking a new one%n");
          session = null;
          requestSession();
        }
        String frame =
            "{\"event\":\"%s\",\"data\":{\"session_id\":\"%s\",\"publish_token\":\"%s\",%s}}";
        socket.sendText(frame.formatted(event, session, token, fields), true).join();
        return;
      } catch (CompletionException | IllegalStateException e) {
        out.printf("%nThe connection is gone (%s): reconnecting%n", cause(e));
        socket.abort();
        open();
      }
    }
  }

  /** The session's id. */
  public String session() {
    return session;
  }

  /** The link to hand to the team. */
  public String dashboardUrl() {
    return dashboardUrl;
  }

  /** How many messages the relay has refused so far. */
  public long refused() {
    return refused.sum();
  }

  /** Ends the TCP connection as a pulled plug would. */
  public void pullThePlug() {
    socket.abort();
  }

  @Override
  public void close() {
    if (!socket.isOutputClosed()) {
      socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }
  }

  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        take(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      if (code != WebSocket.NORMAL_CLOSURE) {
        out.printf("%nThe relay ends the connection: %d, %s%n", code, reason);
      }
      return null;
    }

    private void take(String frame) {
      try (JsonReader reader = Json.createReader(new StringReader(frame))) {
        JsonObject message = reader.readObject();
        JsonObject data = message.getJsonObject("data");
        switch (message.getString("event")) {
          case "session_id_assigned" -> answers.add(data);
          case "relay_error" -> {
            refused.increment();
            if (data.getString("code").equals("unknown_session")) {
              forgotten = true; // what is under way may be refused a few times more
            } else {
              out.printf("%nRefused: %s, %s%n", data.getString("code"), data.getString("message"));
            }
          }
          default -> {}
        }
      }
    }
  }
}
