package pitwall.container;

import static org.assertj.core.api.Assertions.assertThat;
import static pitwall.websocket.ClientFrames.BINARY;
import static pitwall.websocket.ClientFrames.CLOSE;
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

import jakarta.websocket.CloseReason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pitwall.websocket.ClientFrames;
import pitwall.websocket.TextMessage;

class RawChannelTest {
  private static final int MAX = 1000;
  private static final byte[] NONE = {};
  private static final byte[] BYE = ClientFrames.close(1000, "bye");

  private final FakeLine line = new FakeLine();
  private final FakeTimer timer = new FakeTimer();
  private final List<String> heard = new ArrayList<>();
  private final List<String> done = new ArrayList<>();
  private RawChannel channel;
  private Runnable onText = () -> {};
  private Runnable onLife = () -> {};

  private final Channel.Receiver receiver =
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

  private void open(int compressFrom) throws ReflectiveOperationException {
    channel = new RawChannel(line, "192.0.2.1", receiver, MAX, compressFrom, timer);
    channel.open();
  }

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  private void send(String text) {
    channel.send(
        new TextMessage(text),
        failure -> done.add(text + (failure == null ? "" : " failed")),
        null);
  }

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
  void theClientsCloseIsAnsweredThenTheLineClosedOnceTheAnswerHasLeft() {
    line.prompt = false;
    line.arrive(ClientFrames.close(4321, "enough"));
    assertThat(line.written).containsExactly("close 4321 ");
    assertThat(heard).containsExactly("closed 4321");
    assertThat(line.closed).isZero();
    line.take();
    assertThat(line.closed).isOne();
    line.end();
    timer.pass(60_000);
    assertThat(heard).containsExactly("closed 4321");
    assertThat(channel.closed(reason(1006))).isEqualTo(4321);
  }

  @Test
  void aCloseWithoutACodeIsAnsweredAsNormalAndReportedAsNone() {
    line.arrive(frame(FIN | CLOSE, NONE));
    assertThat(line.written).containsExactly("close 1000 ");
    assertThat(heard).containsExactly("closed 1005");
    assertThat(line.closed).isOne();
  }

  @Test
  void aClientThatDoesNotTakeTheAnswerIsDropped() {
    line.prompt = false;
    line.arrive(BYE);
    timer.pass(9_999);
    assertThat(line.closed).isZero();
    timer.pass(1);
    assertThat(line.closed).isOne();
    assertThat(heard).containsExactly("closed 1000");
  }

  @Test
  void ourCloseWaitsForTheClientsAndNothingIsHeardOrSentMeanwhile() {
    channel.close(4007, "no answer to a ping");
    channel.close(1001, "once more");
    send("late");
    channel.ping();
    line.arrive(text("late"), frame(FIN | BINARY, NONE), frame(FIN | PING, NONE));
    assertThat(line.written).containsExactly("close 4007 no answer to a ping");
    assertThat(done).containsExactly("late failed");
    timer.pass(0);
    assertThat(heard).containsExactly("sign of life", "closed 4007");
    assertThat(line.closed).isZero();

    line.arrive(ClientFrames.close(4000, ""));
    assertThat(line.closed).isOne();
    assertThat(heard).containsExactly("sign of life", "closed 4007", "closed 4000");
    assertThat(line.written).hasSize(1);
    timer.pass(60_000);
    assertThat(heard).hasSize(3);
  }

  @Test
  void aClientThatDoesNotAnswerOurCloseIsDroppedAfterTenSeconds() {
    channel.close(4007, "no answer to a ping");
    timer.pass(9_999);
    assertThat(line.closed).isZero();
    timer.pass(1);
    assertThat(line.closed).isOne();
    assertThat(heard).containsExactly("closed 4007", "closed 1006");
    line.end();
    line.arrive(BYE);
    assertThat(heard).hasSize(2);
  }

  @Test
  void whenBothCloseAtATimeOursLeavesBeforeTheLineIsClosed() {
    line.prompt = false;
    channel.close(4008, "slow");
    line.arrive(BYE);
    assertThat(heard).containsExactly("closed 1000");
    assertThat(line.closed).as("the close frame has not left yet").isZero();
    line.take();
    assertThat(line.closed).isOne();
    assertThat(line.written).containsExactly("close 4008 slow");
  }

  @Test
  void aCloseDuringAWriteComesAfterIt() {
    line.duringWrite =
        () -> {
          line.duringWrite = () -> {};
          channel.close(4008, "slow");
          send("too late");
        };
    send("a");
    assertThat(line.written).containsExactly("text a", "close 4008 slow");
    assertThat(done).containsExactly("too late failed", "a");
  }

  @Test
  void theClientsCloseDuringAWriteIsAnsweredAfterIt() {
    line.duringWrite =
        () -> {
          line.duringWrite = () -> {};
          line.arrive(BYE);
        };
    send("a");
    assertThat(line.written).containsExactly("text a", "close 1000 ");
    assertThat(line.closed).isOne();
    assertThat(heard).containsExactly("closed 1000");
  }

  @Test
  void aConnectionThatBreaksIsReportedOnce() {
    line.end();
    line.end();
    line.arrive(text("late"));
    send("late");
    channel.close(1001, "");
    assertThat(heard).containsExactly("closed 1006");
    assertThat(done).containsExactly("late failed");
    assertThat(line.written).isEmpty();
    assertThat(channel.closed(reason(1001))).isEqualTo(1006);
  }

  @Test
  void asLongAsItStandsTheContainerKnowsWhyItEnds() {
    assertThat(channel.closed(reason(1001))).isEqualTo(1001);
  }

  static Stream<Arguments> violations() {
    return Stream.of(
        Arguments.of("no mask", hex("810161"), 1002, 1_000),
        Arguments.of("compressed", frame(FIN | RSV1 | TEXT, deflated(utf8("a"))), 1002, 1_000),
        Arguments.of("a bad close code", ClientFrames.close(1005, ""), 1002, 1_000),
        Arguments.of("a bad close reason", frame(FIN | CLOSE, hex("03e8ff")), 1007, 1_000),
        Arguments.of("bad text", frame(FIN | TEXT, hex("ff")), 1007, 10_000),
        Arguments.of("too big", frame(FIN | TEXT, new byte[MAX + 1]), 1009, 10_000));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("violations")
  void aViolationClosesWithItsCode(String what, byte[] bytes, int code, long patience) {
    line.arrive(text("a"), bytes, text("b"), frame(FIN | PING, NONE));
    assertThat(line.written).singleElement().asString().startsWith("close " + code + " ");
    assertThat(heard).doesNotContain("text b");
    timer.pass(patience - 1);
    assertThat(line.closed).isZero();
    timer.pass(1);
    assertThat(line.closed).isOne();
    assertThat(heard).startsWith("text a").endsWith("closed 1006").doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(ints = {1007, 1009})
  void whoAnswersTheCloseAfterAViolationIsNotWaitedFor(int code) {
    line.arrive(frame(FIN | TEXT, code == 1007 ? hex("ff") : new byte[MAX + 1]));
    line.arrive(text("b"), ClientFrames.close(code, ""));
    assertThat(heard).containsExactly("closed " + code);
    assertThat(line.closed).isOne();
  }

  @Test
  void whatTheReceiverThrowsEndsThisConnection() {
    onText =
        () -> {
          throw new StackOverflowError("on purpose");
        };
    line.arrive(join(text("a"), text("b"), BYE));
    assertThat(line.written).containsExactly("close 1011 internal error");
    assertThat(heard).containsExactly("text a", "closed 1000");
    assertThat(line.closed).isOne();
  }

  @Test
  void whereEverythingFailsTheRestIsNotTriedForEver() {
    onLife =
        () -> {
          throw new OutOfMemoryError("on purpose");
        };
    byte[] ping = frame(FIN | PING, NONE);
    line.arrive(join(ping, ping, ping, ping), ping, BYE);
    assertThat(heard).containsExactly("sign of life", "sign of life");
    assertThat(line.written).containsExactly("close 1011 internal error");
    timer.pass(10_000);
    assertThat(line.closed).isOne();
    assertThat(heard).contains("closed 1011");
  }

  @Test
  void whoHasSaidHalfAMessageIsHalfway() {
    line.arrive(frame(TEXT, utf8("half")));
    assertThat(channel.halfwayNanos()).isPositive();
    line.arrive(frame(FIN | CONTINUATION, utf8(" and half")));
    assertThat(channel.halfwayNanos()).isZero();
    assertThat(heard).containsExactly("text half and half");
  }

  @Test
  void whenTheApplicationStopsTheCloseFrameLeavesAllTheSame() {
    timer.stopped = true;
    channel.close(1001, "the relay is going away");
    assertThat(line.written).containsExactly("close 1001 the relay is going away");
  }

  private static CloseReason reason(int code) {
    return new CloseReason(CloseReason.CloseCodes.getCloseCode(code), "");
  }
}
