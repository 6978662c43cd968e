package pitwall.engineio;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The answer to a request that has let go of its thread. It is written without blocking: it may be
 * given by a thread that has others to serve, and the client may read slowly.
 *
 * <pre>
 *  begun ── given ──▶ once the request's thread has left the container ──▶ written ──▶ completed
 *    └───── the client has gone, or the container has given up ──────────────────────▶ ┘
 * </pre>
 *
 * <p>The condition in the middle is the container's to keep by the Servlet specification, but
 * Payara 6.2025.10 does not: when another thread completes a request whose own thread is still on
 * its way out, the request is recycled under that thread's feet, and both corrupt the next one's.
 *
 * <p>To be begun by the request's thread, and given once, by any.
 */
final class LateAnswer implements AsyncListener, WriteListener {
  private static final int CHUNK = 16 * 1024;

  private final HttpServletResponse response;
  private final AsyncContext context;
  private final ScheduledExecutorService executor;
  private final Runnable lost;
  private final AtomicBoolean completed = new AtomicBoolean();

  // Of whoever gives it, and then of the container's thread that writes:
  private Consumer<HttpServletResponse> head;
  private byte[] body;
  private ServletOutputStream out;
  private int written;

  /**
   * Lets go of the request's thread: it may leave without an answer.
   *
   * @param lost called when the client went away, perhaps in the middle of the answer; more than
   *     once, perhaps
   */
  LateAnswer(
      HttpServletRequest request,
      HttpServletResponse response,
      ScheduledExecutorService executor,
      Runnable lost) {
    this.response = response;
    this.executor = executor;
    this.lost = lost;
    context = request.startAsync(request, response);
    context.setTimeout(0); // whoever waits knows better until when
    context.addListener(this);
  }

  /**
   * Answers.
   *
   * @param newHead sets the status and headers, when it is time to
   */
  void give(Consumer<HttpServletResponse> newHead, byte[] newBody) {
    head = newHead;
    body = newBody;
    writeOnceReturned();
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
      head.accept(response);
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
    lost.run();
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
