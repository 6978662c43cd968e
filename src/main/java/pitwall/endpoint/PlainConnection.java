package pitwall.endpoint;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import pitwall.container.WebSocketHost;
import pitwall.hub.CloseCode;
import pitwall.hub.Frame;
import pitwall.hub.Viewer;
import pitwall.hub.WireFormat;

/**
 * One WebSocket connection as the hub sees it.
 *
 * <p>Thread-safe.
 */
final class PlainConnection implements Viewer {
  private static final long SEVER_AFTER_SECONDS = 10;

  private final Session session;
  private final WebSocketHost host;
  private final Executor executor;
  private final ScheduledExecutorService timer;
  private final Runnable gone;
  private volatile long heardAt = System.nanoTime();
  private volatile CloseCode closedWith;

  /**
   * @param executor to close on
   * @param timer to sever on, later
   * @param gone called when this side has ended the connection and nothing of it is left; perhaps
   *     more than once, and after the container has said so itself
   */
  PlainConnection(
      Session session,
      WebSocketHost host,
      Executor executor,
      ScheduledExecutorService timer,
      Runnable gone) {
    this.session = session;
    this.host = host;
    this.executor = executor;
    this.timer = timer;
    this.gone = gone;
  }

  @Override
  public WireFormat format() {
    return PlainFormat.PLAIN;
  }

  @Override
  public void send(Frame frame, Completion completion) {
    session
        .getAsyncRemote()
        .sendObject(
            frame,
            result -> completion.done(result.isOK() ? null : failure(result.getException())));
  }

  private static Throwable failure(Throwable known) {
    return known != null ? known : new IOException("the send failed");
  }

  @Override
  public void close(CloseCode code) {
    closedWith = code;
    timer.schedule(this::sever, SEVER_AFTER_SECONDS, TimeUnit.SECONDS);
    executor.execute(() -> closeNow(code)); // a server may wait for a peer that takes nothing
  }

  private void closeNow(CloseCode code) {
    try {
      host.close(
          session,
          new CloseReason(CloseReason.CloseCodes.getCloseCode(code.code()), code.reason()));
    } catch (IOException | RuntimeException e) {
      // Closed already, or beyond words: severing is all that is left.
    }
  }

  /** The other side has had its time to answer the close frame. */
  private void sever() {
    host.sever(session);
    gone.run();
  }

  /** Why this side ended the connection; null when it did not. */
  CloseCode closedWith() {
    return closedWith;
  }

  /** Something arrived: the other side is alive. */
  void heard() {
    heardAt = System.nanoTime();
  }

  /** How long nothing has arrived, in nanoseconds. */
  long silence() {
    return System.nanoTime() - heardAt;
  }

  void ping() throws IOException {
    session.getAsyncRemote().sendPing(ByteBuffer.allocate(0));
  }
}
