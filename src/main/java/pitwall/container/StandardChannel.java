package pitwall.container;

import jakarta.websocket.CloseReason;
import jakarta.websocket.CloseReason.CloseCodes;
import jakarta.websocket.PongMessage;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import pitwall.websocket.TextMessage;

/**
 * A connection by the means of {@code jakarta.websocket} 2.1 alone, give or take what {@link
 * WebSocketHost} mends.
 *
 * <p>Thread-safe.
 */
final class StandardChannel implements Channel {
  private static final long SEVER_AFTER_SECONDS = 10;

  private final Session session;
  private final WebSocketHost host;
  private final Receiver receiver;
  private final Executor executor;
  private final ScheduledExecutorService timer;
  private final Confirmations confirmations = new Confirmations();
  private final AtomicBoolean closing = new AtomicBoolean();

  /**
   * @param executor to close on
   * @param timer to drop connections on that do not close
   */
  StandardChannel(
      Session session,
      WebSocketHost host,
      Receiver receiver,
      Executor executor,
      ScheduledExecutorService timer) {
    this.session = session;
    this.host = host;
    this.receiver = receiver;
    this.executor = executor;
    this.timer = timer;
  }

  void open(int maxMessage) {
    session.setMaxTextMessageBufferSize(maxMessage);
    session.setMaxBinaryMessageBufferSize(maxMessage);
    host.boundQueue(session, WebSocketHost.QUEUE_BYTES);
    session.addMessageHandler(PongMessage.class, this::pong);
  }

  private void pong(PongMessage pong) {
    receiver.heard();
    confirmations.answered(pong.getApplicationData());
  }

  @Override
  public String address() {
    return host.address(session);
  }

  @Override
  public void send(TextMessage message, Consumer<Throwable> done, Runnable confirmed) {
    session
        .getAsyncRemote()
        .sendObject(
            message,
            result -> {
              Throwable failure = result.isOK() ? null : failure(result.getException());
              if (failure == null && confirmed != null) {
                failure = ask(confirmed);
              }
              done.accept(failure);
            });
  }

  private Throwable ask(Runnable confirmed) {
    try {
      ByteBuffer number = ByteBuffer.allocate(Integer.BYTES);
      session.getAsyncRemote().sendPing(number.putInt(confirmations.ask(confirmed)).flip());
      return null;
    } catch (IOException | RuntimeException e) {
      return e;
    }
  }

  @Override
  public void send(ByteBuffer data, Consumer<Throwable> done) {
    SendHandler handler =
        result -> done.accept(result.isOK() ? null : failure(result.getException()));
    session.getAsyncRemote().sendBinary(data, handler);
  }

  private static Throwable failure(Throwable known) {
    return known != null ? known : new IOException("the send failed");
  }

  @Override
  public long halfwayNanos() {
    return 0;
  }

  @Override
  public void ping() {
    try {
      session.getAsyncRemote().sendPing(ByteBuffer.allocate(0));
    } catch (IOException e) {
      throw new IllegalStateException("the connection has ended", e);
    }
  }

  @Override
  public void close(int code, String reason) {
    if (!closing.compareAndSet(false, true)) {
      return;
    }
    try {
      timer.schedule(this::sever, SEVER_AFTER_SECONDS, TimeUnit.SECONDS);
      // Not here: a server may wait for a peer that takes nothing.
      executor.execute(() -> closeNow(new CloseReason(CloseCodes.getCloseCode(code), reason)));
    } catch (RejectedExecutionException | IllegalStateException e) {
      // The application stops, and its connections with it.
    }
  }

  private void closeNow(CloseReason reason) {
    try {
      host.close(session, reason);
    } catch (IOException | RuntimeException e) {
      // Closed already, or beyond words: severing is all that is left.
    }
  }

  /** The other side has had its time to answer the close frame. */
  private void sever() {
    host.sever(session);
    receiver.closed(CloseCodes.CLOSED_ABNORMALLY.getCode());
  }

  @Override
  public int closed(CloseReason theirs) {
    return host.explain(session, theirs).getCloseCode().getCode();
  }
}
