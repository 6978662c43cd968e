package pitwall.engineio;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A GET that waits without a thread. The answer is written without blocking either: it may be given
 * by a thread that has others to serve, and the client may read slowly.
 *
 * <pre>
 *  answered while still in the servlet, and small ──────────────────▶ written there and then
 *  answered later ──▶ once the request's thread has left the container ──▶ written, asynchronously
 * </pre>
 *
 * <p>The second line's condition is the container's to keep by the Servlet specification, but
 * Payara 6.2025.10 does not: when another thread completes a request whose own thread is still on
 * its way out, the request is recycled under that thread's feet, and both corrupt the next one's.
 *
 * <p>A large answer is compressed for a client that takes that, each for itself: unlike WebSocket
 * frames, what several GETs get is hardly ever the same.
 *
 * <p>Thread-safe. The lock guards the fields below it.
 */
final class WaitingGet implements Poll, AsyncListener, WriteListener {
  private static final int SMALL = 16 * 1024;
  private static final int CHUNK = 16 * 1024;

  private final EngineSession session;
  private final HttpServletRequest request;
  private final HttpServletResponse response;
  private final ScheduledExecutorService executor;
  private final int compressFrom;
  private final boolean takesGzip;
  private final AtomicBoolean completed = new AtomicBoolean();

  private final Object lock = new Object();
  // Guarded by lock:
  private int status;
  private String type;
  private byte[] body;
  private boolean compressed;
  private AsyncContext context;

  // Of the container's thread that writes:
  private ServletOutputStream out;
  private int written;

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
    boolean waits;
    synchronized (lock) {
      status = newStatus;
      type = newType;
      body = coded;
      compressed = coded != plain;
      waits = context != null;
    }
    if (waits) {
      writeOnceReturned();
    }
  }

  /** The servlet is done with the request: from here on it waits, unless it has been answered. */
  void leave() throws IOException {
    synchronized (lock) {
      if (body == null || body.length > SMALL) {
        context = request.startAsync(request, response);
        context.setTimeout(0); // a ping answers it, or the session's end
        context.addListener(this);
      }
      if (body == null) {
        return;
      }
    }
    if (context == null) {
      nameCoding();
      Replies.write(response, status, type, body);
    } else {
      writeOnceReturned();
    }
  }

  private void nameCoding() {
    if (compressFrom >= 0) {
      response.addHeader("Vary", "Accept-Encoding");
    }
    if (compressed) {
      response.setHeader("Content-Encoding", Gzip.NAME);
    }
  }

  private void writeOnceReturned() {
    if (completed.get()) {
      return; // the client has gone; the response may be another request's by now
    }
    if (hasReturned()) {
      write();
    } else {
      try {
        executor.schedule(this::writeOnceReturned, 1, TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException e) { // the application stops
        onError(e);
      }
    }
  }

  /** Servlet 6.0, AsyncContext.setTimeout: throws once the dispatch has returned. */
  private boolean hasReturned() {
    try {
      context.setTimeout(0);
      return false;
    } catch (IllegalStateException e) {
      return true;
    }
  }

  private void write() {
    try {
      nameCoding();
      response.setStatus(status);
      response.setContentType(type);
      response.setContentLength(body.length);
      out = response.getOutputStream();
      out.setWriteListener(this);
    } catch (IOException | RuntimeException e) { // the request has ended without us
      onError(e);
    }
  }

  @Override
  public void onWritePossible() throws IOException {
    while (out.isReady()) {
      if (written == body.length) {
        complete();
        return;
      }
      int length = Math.min(CHUNK, body.length - written);
      written += length;
      out.write(body, written - length, length);
    }
  }

  @Override
  public void onError(Throwable thrown) {
    complete();
    session.pollLost();
  }

  @Override
  public void onError(AsyncEvent event) {
    onError(event.getThrowable());
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    onError(event.getThrowable());
  }

  private void complete() {
    if (completed.compareAndSet(false, true)) {
      try {
        context.complete();
      } catch (IllegalStateException e) {
        // The container has completed it already.
      }
    }
  }

  @Override
  public void onComplete(AsyncEvent event) {
    completed.set(true);
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // Nobody starts it twice.
  }
}
