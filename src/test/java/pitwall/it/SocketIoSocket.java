package pitwall.it;

import java.net.URI;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;

/** Socket.IO over a WebSocket from the first byte. */
public final class SocketIoSocket extends SocketIoWire implements WebSocket.Listener {
  private final StringBuilder partial = new StringBuilder();
  private final WebSocket socket;
  private volatile boolean open = true;

  /**
   * @param uri {@code ws://host:port/socket.io/}
   * @param headers names and values in turn
   */
  public SocketIoSocket(URI uri, String... headers) {
    WebSocket.Builder builder = Server.HTTP.newWebSocketBuilder();
    for (int i = 0; i < headers.length; i += 2) {
      builder.header(headers[i], headers[i + 1]);
    }
    socket = builder.buildAsync(uri.resolve("?EIO=4&transport=websocket"), this).join();
    socket.request(1); // only now: the first packet is answered through the socket
    awaitConnected();
  }

  @Override
  public void onOpen(WebSocket from) {}

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    partial.append(part);
    if (last) {
      String packet = partial.toString();
      partial.setLength(0);
      take(packet);
    }
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    open = false;
    return null;
  }

  @Override
  synchronized void packet(String packet) { // one send at a time; pings come when they like
    socket.sendText(packet, true).join();
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    if (!socket.isOutputClosed()) {
      socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }
  }
}
