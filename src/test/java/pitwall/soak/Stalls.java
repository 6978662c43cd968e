package pitwall.soak;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import pitwall.websocket.ClientFrames;

/** Clients that stop in the middle of something, and stay. */
final class Stalls implements AutoCloseable {
  private static final String POLLING = "/socket.io/?EIO=4&transport=polling";

  private final int port;
  private final String session;
  private final List<Line> lines = new ArrayList<>();

  /**
   * @param session one with much to send to those who join
   */
  Stalls(int port, String session) {
    this.port = port;
    this.session = session;
  }

  private Line keep(Line line) {
    lines.add(line);
    return line;
  }

  /** Half a request line, or half the headers. */
  void halfHeaders(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      String all = Line.handshake(i % 2 == 0 ? "/ws/dashboard" : POLLING);
      keep(new Line(port)).say(all.substring(0, i % 3 == 0 ? 7 : all.length() / 2 + i % 50));
    }
  }

  /** A frame's header and a little of what it announces. */
  void halfFrames(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      String path = i % 2 == 0 ? "/ws/monitor" : "/socket.io/?EIO=4&transport=websocket";
      Line line = keep(Line.webSocket(port, path));
      line.say(ClientFrames.header(ClientFrames.FIN | ClientFrames.TEXT, 60_000, 0, 2));
      line.say("{\"event\":");
    }
  }

  /** Everything of a session is asked for, and nothing read. */
  void unreadAnswers(int count) throws IOException {
    String data = "{\"session_id\":\"" + session + "\"}";
    for (int i = 0; i < count; i++) {
      if (i % 2 == 0) {
        Line line = keep(Line.webSocket(port, "/ws/dashboard"));
        line.say(ClientFrames.text("{\"event\":\"join_session\",\"data\":" + data + '}'));
      } else {
        Line line = keep(Line.webSocket(port, "/socket.io/?EIO=4&transport=websocket"));
        line.say(ClientFrames.text("40"));
        line.say(ClientFrames.text("42[\"join_session\"," + data + ']'));
      }
    }
  }

  @Override
  public void close() throws IOException {
    for (Line line : lines) {
      line.close();
    }
  }
}
