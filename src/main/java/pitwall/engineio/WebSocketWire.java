package pitwall.engineio;

import jakarta.websocket.CloseReason;
import jakarta.websocket.SendHandler;
import jakarta.websocket.Session;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import pitwall.container.WebSocketHost;

/**
 * The sending side of one WebSocket connection.
 *
 * <p>Thread-safe, as far as {@link Wire} asks for it.
 */
final class WebSocketWire implements Wire {
  private static final long SEVER_AFTER_SECONDS = 10;

  private final Session socket;
  private final ScheduledExecutorService executor;
  private final WebSocketHost host;
  private final AtomicBoolean closed = new AtomicBoolean();

  WebSocketWire(Session socket, ScheduledExecutorService executor) {
    this.socket = socket;
    this.executor = executor;
    this.host = WebSocketHost.of(socket);
  }

  @Override
  public void send(Packet packet, Consumer<Throwable> completion) {
    SendHandler handler =
        result -> completion.accept(result.isOK() ? null : failure(result.getException()));
    if (packet.data() != null) {
      socket.getAsyncRemote().sendBinary(ByteBuffer.wrap(packet.data()), handler);
    } else {
      socket.getAsyncRemote().sendText(packet.wire(), handler);
    }
  }

  private static Throwable failure(Throwable known) {
    return known != null ? known : new IOException("the send failed");
  }

  @Override
  public void close(EngineClose reason) {
    if (!closed.compareAndSet(false, true) || !socket.isOpen()) {
      return;
    }
    try {
      executor.schedule(() -> host.sever(socket), SEVER_AFTER_SECONDS, TimeUnit.SECONDS);
      executor.execute(() -> closeNow(reason)); // a server may wait for a peer that takes nothing
    } catch (RejectedExecutionException e) {
      // The application stops, and its connections with it.
    }
  }

  private void closeNow(EngineClose reason) {
    try {
      host.close(
          socket,
          new CloseReason(CloseReason.CloseCodes.getCloseCode(reason.code()), reason.reason()));
    } catch (IOException | RuntimeException e) {
      // Closed already, or beyond words: severing is all that is left.
    }
  }
}
