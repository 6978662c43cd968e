package pitwall.container;

import java.nio.ByteBuffer;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import pitwall.websocket.Frames;

/**
 * The answers to a client's pings, one at a time. Of several pings it is enough to answer the
 * newest (RFC 6455, 5.5.3), so who pings on and on without reading makes nothing wait but that.
 *
 * <p>Thread-safe. The lock is never held during a write.
 */
final class Pongs {
  private final BiConsumer<ByteBuffer, Consumer<Throwable>> out;
  private final Consumer<Throwable> completion = this::sent;

  private final Object lock = new Object();
  // Guarded by lock:
  private ByteBuffer next;
  private boolean sending;
  private boolean pumping;

  /**
   * @param out writes a frame and then calls back, perhaps from within the call
   */
  Pongs(BiConsumer<ByteBuffer, Consumer<Throwable>> out) {
    this.out = out;
  }

  /** A ping has come. */
  void answer(byte[] data) {
    synchronized (lock) {
      next = Frames.pong(data);
      if (pumping) {
        return; // whoever pumps will see it
      }
      pumping = true;
    }
    pump();
  }

  private void pump() {
    while (true) {
      ByteBuffer pong;
      synchronized (lock) {
        pong = sending ? null : next;
        if (pong == null) {
          pumping = false;
          return;
        }
        next = null;
        sending = true;
      }
      out.accept(pong, completion);
    }
  }

  private void sent(Throwable failure) {
    synchronized (lock) {
      sending = failure != null; // nothing gets through any more
      if (pumping || sending) {
        return; // from within a write, say: the loop goes on, no stack grows
      }
      pumping = true;
    }
    pump();
  }
}
