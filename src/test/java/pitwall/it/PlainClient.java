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
