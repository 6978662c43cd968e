package pitwall.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import pitwall.it.RawClient;
import pitwall.it.Server;
import pitwall.websocket.ClientFrames;

/** A viewer at an address of its own that reads all it is sent and answers every ping. */
final class AttentiveViewer {
  private static final String SOCKET_IO = "/socket.io/?EIO=4&transport=websocket";
  private static final String POLLING = "/socket.io/?EIO=4&transport=polling";

  private final int port;
  private final String from;
  private final String join;

  AttentiveViewer(int port, String from, String session) {
    this.port = port;
    this.from = from;
    this.join = "{\"session_id\":\"" + session + "\"}";
  }

  /** Watches until the connection ends. */
  void plain() {
    try (RawClient client = new RawClient(port, "/ws/dashboard", from)) {
      client.say("join_session", join);
      while (true) {
        client.readUntil("");
      }
    } catch (IOException end) {
      throw new UncheckedIOException(end);
    }
  }

  /** Watches until the connection ends. */
  void socketIo() {
    try (RawClient client = new RawClient(port, SOCKET_IO, from)) {
      client.frame(1, true, "40");
      client.frame(1, true, "42[\"join_session\"," + join + ']');
      while (true) {
        if (client.readUntil("").equals("2")) {
          client.frame(1, true, "3");
        }
      }
    } catch (IOException end) {
      throw new UncheckedIOException(end);
    }
  }

  /** Watches until the connection ends. */
  void polling() {
    try (Line line = new Line(port, from)) {
      line.say("GET " + POLLING + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
      String path = POLLING + "&sid=" + Server.json(line.body().substring(1)).getString("sid");
      post(line, path, "40\u001e42[\"join_session\"," + join + ']');
      while (true) {
        line.say("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
        for (String packet : line.body().split("\u001e")) {
          if (packet.equals("2")) {
            post(line, path, "3");
          }
        }
      }
    } catch (IOException end) {
      throw new UncheckedIOException(end);
    }
  }

  private static void post(Line line, String path, String text) throws IOException {
    byte[] body = ClientFrames.utf8(text);
    line.say("POST " + path + " HTTP/1.1\r\nHost: localhost\r\n");
    line.say("Content-Length: " + body.length + "\r\n\r\n");
    line.say(body);
    line.body();
  }
}
