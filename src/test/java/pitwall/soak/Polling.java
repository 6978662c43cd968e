package pitwall.soak;

import java.io.IOException;
import pitwall.it.Server;
import pitwall.websocket.ClientFrames;

/** An Engine.IO session over long-polling, all of it on one connection. */
final class Polling {
  private static final String HANDSHAKE = "/socket.io/?EIO=4&transport=polling";
  private static final String HEAD = "%s %s HTTP/1.1\r\nHost: localhost\r\n";

  private final Line line;
  private final String path;

  /** Opens one. */
  Polling(Line line) throws IOException {
    this.line = line;
    line.say(HEAD.formatted("GET", HANDSHAKE) + "\r\n");
    String greeting = line.body();
    if (!greeting.startsWith("0{")) {
      throw new IOException("refused: " + greeting);
    }
    path = HANDSHAKE + "&sid=" + Server.json(greeting.substring(1)).getString("sid");
  }

  /** Asks for what there is, and does not wait for it. */
  void ask() throws IOException {
    line.say(HEAD.formatted("GET", path) + "\r\n");
  }

  /** Asks for what there is, and waits. */
  String get() throws IOException {
    ask();
    return line.body();
  }

  /** The head of a POST, whose body is left to be sent. */
  void announce(int length) throws IOException {
    line.say(HEAD.formatted("POST", path) + "Content-Length: " + length + "\r\n\r\n");
  }

  /**
   * Sends packets.
   *
   * @throws IOException when the session has ended
   */
  void post(String packets) throws IOException {
    byte[] body = ClientFrames.utf8(packets);
    announce(body.length);
    line.say(body);
    if (!line.body().equals("ok")) {
      throw new IOException("ended");
    }
  }
}
