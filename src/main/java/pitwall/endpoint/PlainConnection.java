package pitwall.endpoint;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
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
  private final ScheduledExecutorService executor;
  private volatile long heardAt = System.nanoTime();
  private volatile CloseCode closedWith;

  PlainConnection(Session session, WebSocketHost host, ScheduledExecutorService executor) {
    this.session = session;
    this.host = host;
    this.executor = executor;
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
    // On a thread of its own: a server may wait for a peer that takes nothing.
    executor.execute(() -> closeNow(code));
  }

  private void closeNow(CloseCode code) {
    try {
      session.close(
          new CloseReason(CloseReason.CloseCodes.getCloseCode(code.code()), code.reason()));
    } catch (IOException | IllegalStateException e) {
      // Closed already, or beyond words: severing is all that is left.
    }
    executor.schedule(() -> host.sever(session), SEVER_AFTER_SECONDS, TimeUnit.SECONDS);
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
