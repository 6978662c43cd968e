package pitwall.engineio;

import java.util.ArrayList;
import java.util.List;

/** Keeps what it hears; says back what begins with {@code echo}. */
final class RecordingHandler implements EngineHandler {
  final EngineSession session;
  final List<String> heard = new ArrayList<>();
  int idle;
  EngineClose closed;

  RecordingHandler(EngineSession session) {
    this.session = session;
  }

  @Override
  public void message(String text) {
    heard.add(text);
    if (text.startsWith("echo")) {
      session.send(Packet.message(text), null);
    } else if (text.equals("throw")) {
      throw new IllegalStateException("as asked");
    }
  }

  @Override
  public void binary(byte[] data) {
    heard.add("binary " + data.length);
  }

  @Override
  public void idle() {
    idle++;
  }

  @Override
  public void closed(EngineClose reason) {
    if (closed != null) {
      throw new IllegalStateException("closed twice");
    }
    closed = reason;
  }
}
