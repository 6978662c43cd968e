package pitwall.engineio;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;

/**
 * A GET that waits without a thread.
 *
 * <pre>
 *  answered while still in the servlet, and small ──▶ written there and then
 *  answered later ──▶ a {@link LateAnswer}
 * </pre>
 *
 * <p>A large answer is compressed for a client that takes that, each for itself: unlike WebSocket
 * frames, what several GETs get is hardly ever the same.
 *
 * <p>Thread-safe. The lock guards the fields below it.
 */
final class WaitingGet implements Poll {
  private static final int SMALL = 16 * 1024;

  private final EngineSession session;
  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final ScheduledExecutorService executor;
  private final int compressFrom;
  private final boolean takesGzip;

  private final Object lock = new Object();
  // Guarded by lock:
  private int status;
  private String type;
  private byte[] body;
  private boolean compressed;
  private LateAnswer late;

  /**
   * @param compressFrom bodies of that many bytes are compressed; -1: none are
   */
  WaitingGet(
      EngineSession session,
      HttpServletRequest request,
      HttpServletResponse response,
      ScheduledExecutorService executor,
      int compressFrom) {
    this.session = session;
    this.request = request;
    this.response = response;
    this.executor = executor;
    this.compressFrom = compressFrom;
    this.takesGzip = compressFrom >= 0 && Gzip.isAccepted(request.getHeader("Accept-Encoding"));
  }

  @Override
  public void answer(List<Packet> packets) {
    answer(HttpServletResponse.SC_OK, Replies.TEXT, Payload.write(packets));
  }

  @Override
  public void refuse(EngineError error) {
    answer(error.status(), Replies.JSON, error.json());
  }

  private void answer(int newStatus, String newType, String text) {
    byte[] plain = text.getBytes(StandardCharsets.UTF_8);
    byte[] coded = takesGzip && plain.length >= compressFrom ? Gzip.compress(plain) : plain;
    LateAnswer waits;
    synchronized (lock) {
      status = newStatus;
      type = newType;
      body = coded;
      compressed = coded != plain;
      waits = late;
    }
    if (waits != null) {
      waits.give(this::head, coded);
    }
  }

  /** The servlet is done with the request: from here on it waits, unless it has been answered. */
  void leave() throws IOException {
    synchronized (lock) {
      if (body == null || body.length > SMALL) { // a ping answers it, or the session's end
        late = new LateAnswer(request, response, executor, session::pollLost);
      }
      if (body == null) {
        return;
      }
    }
    if (late == null) {
      head(response);
      Replies.writeBody(response, body);
    } else {
      late.give(this::head, body);
    }
  }

  private void head(HttpServletResponse answer) {
    answer.setStatus(status);
    answer.setContentType(type);
    if (compressFrom >= 0) {
      answer.addHeader("Vary", "Accept-Encoding");
    }
    if (compressed) {
      answer.setHeader("Content-Encoding", Gzip.NAME);
    }
  }
}
