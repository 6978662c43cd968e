package pitwall.container;

import static org.assertj.core.api.Assertions.assertThat;
import static pitwall.websocket.ClientFrames.BINARY;
import static pitwall.websocket.ClientFrames.CONTINUATION;
import static pitwall.websocket.ClientFrames.FIN;
import static pitwall.websocket.ClientFrames.PING;
import static pitwall.websocket.ClientFrames.PONG;
import static pitwall.websocket.ClientFrames.RSV1;
import static pitwall.websocket.ClientFrames.TEXT;
import static pitwall.websocket.ClientFrames.deflated;
import static pitwall.websocket.ClientFrames.frame;
import static pitwall.websocket.ClientFrames.hex;
import static pitwall.websocket.ClientFrames.join;
import static pitwall.websocket.ClientFrames.text;
import static pitwall.websocket.ClientFrames.utf8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import pitwall.websocket.TextMessage;

/** What a channel sends and hears as long as it stands. */
class RawChannelTest extends RawChannelTests {
  @Test
  void whatIsSentIsOneFrameAndIsDoneWhenTheLineHasTakenIt() {
    line.prompt = false;
    send("a");
    channel.send(ByteBuffer.wrap(hex("0102")), failure -> done.add("binary"));
    assertThat(line.written).containsExactly("text a", "binary 0102");
    assertThat(done).isEmpty();
    line.take();
    assertThat(done).containsExactly("a");
    line.fail(new IOException("broken"));
    assertThat(done).containsExactly("a", "binary");
  }

  @Test
  void aFailureIsTold() {
    line.prompt = false;
    send("a");
    line.fail(new IOException("broken"));
    assertThat(done).containsExactly("a failed");
  }

  @Test
  void messagesAndSignsOfLifeAreHeardInOrder() {
    line.arrive(
        text("a"),
        join(frame(TEXT, utf8("b")), frame(FIN | PONG, NONE)),
        frame(FIN | CONTINUATION, utf8("c")),
        frame(FIN | BINARY, hex("07")));
    assertThat(heard).containsExactly("text a", "sign of life", "text bc", "binary 07");
    assertThat(line.written).isEmpty();
    assertThat(channel.address()).isEqualTo("192.0.2.1");
  }

  @Test
  void onlyAgreedCompressionIsUsed() throws ReflectiveOperationException {
    String large = "x".repeat(100);
    send(large);
    open(50);
    send(large);
    send("small");
    assertThat(line.written).hasSize(3).first().isEqualTo("text " + large);
    assertThat(line.written.get(1)).startsWith("compressed ");
    assertThat(line.written.get(2)).isEqualTo("text small");
    line.arrive(frame(FIN | RSV1 | TEXT, deflated(utf8(large))));
    assertThat(heard).containsExactly("text " + large);
  }

  @Test
  void aConfirmationIsAskedForRightBehindTheMessageAndComesOnce() {
    AtomicInteger confirmed = new AtomicInteger();
    channel.send(new TextMessage("a"), failure -> {}, confirmed::incrementAndGet);
    assertThat(line.written).containsExactly("text a", "ping 00000001");
    line.arrive(
        frame(FIN | PONG, NONE), // to somebody else's ping
        frame(FIN | PONG, hex("00000000")),
        frame(FIN | PONG, hex("00000002")),
        frame(FIN | PONG, hex("0000000100")));
    assertThat(confirmed).hasValue(0);
    line.arrive(frame(FIN | PONG, hex("00000001")), frame(FIN | PONG, hex("00000001")));
    assertThat(confirmed).hasValue(1);
  }

  @Test
  void aLaterQuestionTakesThePlaceOfTheOneBefore() {
    List<String> confirmed = new ArrayList<>();
    channel.send(new TextMessage("a"), failure -> {}, () -> confirmed.add("a"));
    channel.send(new TextMessage("b"), failure -> {}, () -> confirmed.add("b"));
    line.arrive(frame(FIN | PONG, hex("00000001")));
    assertThat(confirmed).isEmpty();
    line.arrive(frame(FIN | PONG, hex("00000002")));
    assertThat(confirmed).containsExactly("b");
  }

  @Test
  void theHeartbeatsPingConfirmsNothing() {
    AtomicInteger confirmed = new AtomicInteger();
    channel.send(new TextMessage("a"), failure -> {}, confirmed::incrementAndGet);
    channel.ping();
    assertThat(line.written).endsWith("ping 00000000");
    line.arrive(frame(FIN | PONG, hex("00000000")));
    assertThat(confirmed).hasValue(0);
    assertThat(heard).containsExactly("sign of life");
  }

  @Test
  void aConfirmationAfterTheEndIsNotGiven() {
    AtomicInteger confirmed = new AtomicInteger();
    channel.send(new TextMessage("a"), failure -> {}, confirmed::incrementAndGet);
    channel.close(4008, "slow");
    line.arrive(frame(FIN | PONG, hex("00000001")));
    assertThat(confirmed).hasValue(0);
  }

  @Test
  void aPingIsAnsweredWithWhatItCarries() {
    line.arrive(frame(FIN | PING, hex("0a0b")), frame(FIN | PING, NONE));
    assertThat(line.written).containsExactly("pong 0a0b", "pong ");
    assertThat(heard).containsExactly("sign of life", "sign of life");
  }

  @Test
  void ofManyPingsThatCannotBeAnsweredYetTheNewestCounts() {
    line.prompt = false;
    for (int i = 1; i <= 100; i++) {
      line.arrive(frame(FIN | PING, new byte[] {(byte) i}));
    }
    assertThat(line.written).containsExactly("pong 01");
    line.take();
    assertThat(line.written).containsExactly("pong 01", "pong 64");
    line.take();
    assertThat(line.underWay()).isZero();
    line.arrive(frame(FIN | PING, NONE));
    assertThat(line.written).endsWith("pong ");
  }

  @Test
  void pingsThatComeDuringThePongDoNotGrowTheStack() {
    AtomicInteger pings = new AtomicInteger();
    List<Long> depths = new ArrayList<>();
    line.duringWrite =
        () -> {
          if (pings.incrementAndGet() < 5_000) {
            line.arrive(frame(FIN | PING, NONE));
          }
          if (pings.get() % 1_000 == 1) {
            depths.add(StackWalker.getInstance().walk(Stream::count));
          }
        };
    line.prompt = false;
    line.arrive(frame(FIN | PING, NONE));
    line.prompt = true;
    line.take();
    assertThat(pings).hasValueGreaterThan(4_000);
    assertThat(depths).last().isEqualTo(depths.get(1));
  }

  @Test
  void aPongThatFailsIsTheLast() {
    line.prompt = false;
    line.arrive(frame(FIN | PING, hex("01")), frame(FIN | PING, hex("02")));
    line.fail(new IOException("broken"));
    line.arrive(frame(FIN | PING, hex("03")));
    assertThat(line.written).containsExactly("pong 01");
  }

  @Test
  void whoHasSaidHalfAMessageIsHalfway() {
    line.arrive(frame(TEXT, utf8("half")));
    assertThat(channel.halfwayNanos()).isPositive();
    line.arrive(frame(FIN | CONTINUATION, utf8(" and half")));
    assertThat(channel.halfwayNanos()).isZero();
    assertThat(heard).containsExactly("text half and half");
  }
}
