package pitwall.endpoint;

import jakarta.websocket.CloseReason;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import pitwall.container.Channel;
import pitwall.websocket.TextMessage;

/** A channel whose kernel takes everything at once; the client confirms when the test says so. */
final class FakeChannel implements Channel {
  int pings;
  long halfway;
  Integer closedWith;
  private Runnable question;

  /** All that was sent has arrived. */
  void confirm() {
    if (question != null) {
      Runnable answered = question;
      question = null;
      answered.run();
    }
  }

  @Override
  public String address() {
    return "192.0.2.1";
  }

  @Override
  public void send(TextMessage message, Consumer<Throwable> done, Runnable confirmed) {
    question = confirmed != null ? confirmed : question;
    done.accept(null);
  }

  @Override
  public void send(ByteBuffer data, Consumer<Throwable> done) {
    done.accept(null);
  }

  @Override
  public long halfwayNanos() {
    return halfway;
  }

  @Override
  public void ping() {
    pings++;
  }

  @Override
  public void close(int code, String reason) {
    closedWith = code;
  }

  @Override
  public int closed(CloseReason theirs) {
    return theirs.getCloseCode().getCode();
  }
}
