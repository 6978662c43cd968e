package pitwall.container;

import static org.assertj.core.api.Assertions.assertThat;
import static pitwall.websocket.ClientFrames.BINARY;
import static pitwall.websocket.ClientFrames.CLOSE;
import static pitwall.websocket.ClientFrames.FIN;
import static pitwall.websocket.ClientFrames.PING;
import static pitwall.websocket.ClientFrames.RSV1;
import static pitwall.websocket.ClientFrames.TEXT;
import static pitwall.websocket.ClientFrames.deflated;
import static pitwall.websocket.ClientFrames.frame;
import static pitwall.websocket.ClientFrames.hex;
import static pitwall.websocket.ClientFrames.join;
import static pitwall.websocket.ClientFrames.text;
import static pitwall.websocket.ClientFrames.utf8;

import jakarta.websocket.CloseReason;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import pitwall.websocket.ClientFrames;

/** How a channel ends, by whichever side. */
class RawChannelEndTest extends RawChannelTests {
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
  void whenTheApplicationStopsTheCloseFrameLeavesAllTheSame() {
    timer.stopped = true;
    channel.close(1001, "the relay is going away");
    assertThat(line.written).containsExactly("close 1001 the relay is going away");
  }

  private static CloseReason reason(int code) {
    return new CloseReason(CloseReason.CloseCodes.getCloseCode(code), "");
  }
}
