package pitwall.container;

import static pitwall.websocket.ClientFrames.text;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import pitwall.websocket.ClientFrames;
import pitwall.websocket.TextMessage;

/** A channel on a line that is a fake. */
abstract class RawChannelTests {
  static final int MAX = 1000;
  static final byte[] NONE = {};
  static final byte[] BYE = ClientFrames.close(1000, "bye");

  final FakeLine line = new FakeLine();
  final FakeTimer timer = new FakeTimer();
  final List<String> heard = new ArrayList<>();
  final List<String> done = new ArrayList<>();
  RawChannel channel;
  Runnable onText = () -> {};
  Runnable onLife = () -> {};

  final Channel.Receiver receiver =
      new Channel.Receiver() {
        @Override
        public void text(String text) {
          heard.add("text " + text);
          onText.run();
        }

        @Override
        public void binary(byte[] data) {
          heard.add("binary " + HexFormat.of().formatHex(data));
        }

        @Override
        public void heard() {
          heard.add("sign of life");
          onLife.run();
        }

        @Override
        public void closed(int code) {
          heard.add("closed " + code);
        }
      };

  @BeforeEach
  void open() throws ReflectiveOperationException {
    open(RawChannel.NEVER_COMPRESS);
  }

  void open(int compressFrom) throws ReflectiveOperationException {
    channel = new RawChannel(line, "192.0.2.1", receiver, MAX, compressFrom, timer);
    channel.open();
  }

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  void send(String text) {
    channel.send(
        new TextMessage(text),
        failure -> done.add(text + (failure == null ? "" : " failed")),
        null);
  }
}
