package pitwall.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import pitwall.it.RawClient;

/** A viewer at an address of its own that reads all it is sent and answers every ping. */
final class AttentiveViewer {
  private static final String SOCKET_IO = "/socket.io/?EIO=4&transport=websocket";

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
      Polling polling = new Polling(line);
      polling.post("40\u001e42[\"join_session\"," + join + ']');
      while (true) {
        for (String packet : polling.get().split("\u001e")) {
          if (packet.equals("2")) {
            polling.post("3");
          }
        }
      }
    } catch (IOException end) {
      throw new UncheckedIOException(end);
    }
  }
}
