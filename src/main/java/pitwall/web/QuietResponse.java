package pitwall.web;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;

/**
 * A response whose end nobody mourns: when the client has gone in the middle of it, what is left is
 * dropped in silence. Jersey, say, would write a hundred lines to the log for each, and who comes
 * and goes quickly could fill a disk with them.
 *
 * <p>As safe as the response that it is put around, for one thread at a time.
 */
final class QuietResponse extends HttpServletResponseWrapper {
  private ServletOutputStream quiet;

  QuietResponse(HttpServletResponse response) {
    super(response);
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    if (quiet == null) {
      quiet = new Quiet(super.getOutputStream());
    }
    return quiet;
  }

  @Override
  public void flushBuffer() {
    try {
      super.flushBuffer();
    } catch (IOException e) {
      // It has gone.
    }
  }

  private static final class Quiet extends ServletOutputStream {
    private final ServletOutputStream out;
    private boolean gone;

    Quiet(ServletOutputStream out) {
      this.out = out;
    }

    private interface Step {
      void take() throws IOException;
    }

    private void unlessGone(Step step) {
      if (gone) {
        return;
      }
      try {
        step.take();
      } catch (IOException e) {
        gone = true;
      }
    }

    @Override
    public void write(int one) {
      unlessGone(() -> out.write(one));
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      unlessGone(() -> out.write(bytes, from, length));
    }

    @Override
    public void flush() {
      unlessGone(out::flush);
    }

    @Override
    public void close() {
      unlessGone(out::close);
    }

    @Override
    public boolean isReady() {
      return out.isReady();
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      out.setWriteListener(listener);
    }
  }
}
