package pitwall.engineio;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A GET that waits without a thread. The answer is written without blocking either: it may be given
 * by a thread that has others to serve, and the client may read slowly.
 *
 * <p>Thread-safe for the session; the listeners are called by the container, one call at a time.
 */
final class WaitingGet implements Poll, AsyncListener, WriteListener {
  private static final int CHUNK = 16 * 1024;

  private final EngineSession session;
  private final AsyncContext context;
  private final AtomicBoolean completed = new AtomicBoolean();
  private ServletOutputStream out;
  private byte[] body;
  private int written;

  WaitingGet(EngineSession session, AsyncContext context) {
    this.session = session;
    this.context = context;
    context.setTimeout(0); // a ping answers it, or the session's end
    context.addListener(this);
  }

  @Override
  public void answer(List<Packet> packets) {
    write(HttpServletResponse.SC_OK, Replies.TEXT, Payload.write(packets));
  }

  @Override
  public void refuse(EngineError error) {
    write(error.status(), Replies.JSON, error.json());
  }

  private void write(int status, String type, String text) {
    try {
      body = text.getBytes(StandardCharsets.UTF_8);
      HttpServletResponse response = (HttpServletResponse) context.getResponse();
      response.setStatus(status);
      response.setContentType(type);
      response.setContentLength(body.length);
      out = response.getOutputStream();
      out.setWriteListener(this);
    } catch (IOException | IllegalStateException e) { // the request has ended without us
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
