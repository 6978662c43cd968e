package pitwall.jmh;

import java.util.function.Consumer;
import pitwall.endpoint.PlainWire;
import pitwall.hub.CloseCode;
import pitwall.hub.Frame;
import pitwall.hub.Viewer;
import pitwall.hub.WireFormat;

/** A viewer of the plain wire that takes finished frames as a socket would, and keeps none. */
final class SinkViewer implements Viewer {
  private final boolean prompt;
  private Consumer<Throwable> pending;
  long bytes;

  /**
   * @param prompt whether a send is done when it returns; if not, {@link #take} completes it
   */
  SinkViewer(boolean prompt) {
    this.prompt = prompt;
  }

  @Override
  public WireFormat format() {
    return PlainWire.FORMAT;
  }

  @Override
  public void send(Frame frame, Consumer<Throwable> completion, Runnable confirmed) {
    bytes += frame.text(PlainWire.FORMAT).frame().remaining();
    if (prompt) {
      completion.accept(null);
    } else {
      pending = completion;
    }
    if (confirmed != null) {
      confirmed.run();
    }
  }

  /** The send under way is done. */
  void take() {
    Consumer<Throwable> completion = pending;
    pending = null;
    completion.accept(null);
  }

  @Override
  public void close(CloseCode code) {
    throw new AssertionError("closed with " + code);
  }
}
