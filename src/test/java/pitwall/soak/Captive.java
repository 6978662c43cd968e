package pitwall.soak;

import pitwall.websocket.ClientFrames;

/**
 * A viewer in a process of its own that begins to read a setup and stops in its middle, until it is
 * killed: {@code Captive port session transport}.
 */
final class Captive {
  private static final int SOME = 20_000;

  private Captive() {}

  public static void main(String... arguments) throws Exception {
    int port = Integer.parseInt(arguments[0]);
    String data = "{\"session_id\":\"" + arguments[1] + "\"}";
    Line line =
        switch (arguments[2]) {
          case "plain" -> {
            Line plain = Line.webSocket(port, "/ws/dashboard");
            plain.say(ClientFrames.text("{\"event\":\"join_session\",\"data\":" + data + '}'));
            yield plain;
          }
          case "socketio" -> {
            Line socket = Line.webSocket(port, "/socket.io/?EIO=4&transport=websocket");
            socket.say(ClientFrames.text("40"));
            socket.say(ClientFrames.text("42[\"join_session\"," + data + ']'));
            yield socket;
          }
          default -> polling(port, data);
        };
    line.read(SOME);
    System.out.println("reading");
    System.in.read(); // nothing ever comes
  }

  private static Line polling(int port, String data) throws Exception {
    Line line = new Line(port);
    Polling polling = new Polling(line);
    polling.post("40\u001e42[\"join_session\"," + data + ']');
    polling.ask();
    return line;
  }
}
