package pitwall.it;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Socket.IO over long-polling, and nothing but. */
public final class SocketIoPolling extends SocketIoWire {
  private final URI uri;
  private final String[] headers;
  private volatile boolean open = true;

  /**
   * @param base {@code http://host:port/socket.io/}
   * @param headers names and values in turn
   */
  public SocketIoPolling(URI base, String... headers) {
    this.headers = headers;
    URI handshake = base.resolve("?EIO=4&transport=polling");
    String greeting = request(HttpRequest.newBuilder(handshake));
    String sid = Server.json(greeting.substring(1)).getString("sid");
    uri = base.resolve("?EIO=4&transport=polling&sid=" + sid);
    packet("40");
    Thread poller = new Thread(this::poll, "polling");
    poller.setDaemon(true);
    poller.start();
    awaitConnected();
  }

  private void poll() {
    try {
      while (open) {
        for (String packet : request(HttpRequest.newBuilder(uri)).split("\u001e")) {
          if (packet.equals("1")) {
            open = false;
          } else {
            take(packet);
          }
        }
      }
    } finally {
      open = false; // a pong that was not taken is the end, too
    }
  }

  private String request(HttpRequest.Builder request) {
    try {
      if (headers.length > 0) {
        request.headers(headers);
      }
      HttpResponse<String> response =
          Server.HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      return response.statusCode() == 200 ? response.body() : "1";
    } catch (IOException | InterruptedException e) {
      return "1";
    }
  }

  @Override
  synchronized void packet(String packet) {
    String answer =
        request(HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString(packet)));
    if (!answer.equals("ok")) {
      throw new AssertionError("not taken: " + packet);
    }
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    if (open) {
      open = false;
      request(HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.ofString("1")));
    }
  }
}
