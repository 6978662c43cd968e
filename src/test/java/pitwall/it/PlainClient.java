package pitwall.it;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The JDK's WebSocket client. It answers pings by itself. */
public final class PlainClient extends Client implements WebSocket.Listener {
  private static final Pattern FRAME =
      Pattern.compile(
          "\\{\"event\":\"(\\w+)\"(?:,\"id\":([^,]+))?,\"data\":(.*?)(,\"seq\":\\d+,\"at\":\\d+)?}",
          Pattern.DOTALL);

  /** How a connection ended. */
  public record Closed(int code, String reason) {}

  private final WebSocket socket;
  private final StringBuilder partial = new StringBuilder();
  private final CompletableFuture<Closed> closed = new CompletableFuture<>();

  /**
   * @param headers names and values in turn
   */
  public PlainClient(URI uri, String... headers) {
    this(Server.HTTP, uri, headers);
  }

  /** As the other, by another HTTP client, which trusts other certificates say. */
  PlainClient(HttpClient http, URI uri, String... headers) {
    WebSocket.Builder builder = http.newWebSocketBuilder();
    for (int i = 0; i < headers.length; i += 2) {
      builder.header(headers[i], headers[i + 1]);
    }
    socket = builder.buildAsync(uri, this).join();
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    partial.append(part);
    if (last) {
      Matcher frame = FRAME.matcher(partial);
      if (!frame.matches()) {
        throw new AssertionError("no frame of the contract: " + partial);
      }
      hear(frame.group(1), frame.group(3));
      partial.setLength(0);
    }
    from.request(1);
    return null;
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    closed.complete(new Closed(code, reason));
    return null;
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    closed.completeExceptionally(error);
  }

  @Override
  public void say(String event, String data) {
    text("{\"event\":\"" + event + "\",\"data\":" + data + '}');
  }

  /** Sends a text frame as it is. */
  void text(String frame) {
    socket.sendText(frame, true).join();
  }

  /** Sends a binary frame. */
  void binary(byte[] data) {
    socket.sendBinary(java.nio.ByteBuffer.wrap(data), true).join();
  }

  @Override
  public boolean isOpen() {
    return !closed.isDone() && !socket.isInputClosed();
  }

  /** Waits for the relay to end the connection. */
  public Closed awaitClose(long seconds) {
    try {
      return closed.get(seconds, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError("not closed with a close frame", e);
    }
  }

  @Override
  public void close() {
    if (!socket.isOutputClosed()) {
      socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }
  }

  /** Ends the TCP connection without a close frame. */
  void abort() {
    socket.abort();
  }
}
