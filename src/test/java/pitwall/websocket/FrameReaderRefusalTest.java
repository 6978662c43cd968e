package pitwall.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static pitwall.websocket.ClientFrames.BINARY;
import static pitwall.websocket.ClientFrames.CLOSE;
import static pitwall.websocket.ClientFrames.CONTINUATION;
import static pitwall.websocket.ClientFrames.FIN;
import static pitwall.websocket.ClientFrames.PING;
import static pitwall.websocket.ClientFrames.RSV1;
import static pitwall.websocket.ClientFrames.TEXT;
import static pitwall.websocket.ClientFrames.deflated;
import static pitwall.websocket.ClientFrames.frame;
import static pitwall.websocket.ClientFrames.header;
import static pitwall.websocket.ClientFrames.hex;
import static pitwall.websocket.ClientFrames.join;
import static pitwall.websocket.ClientFrames.text;
import static pitwall.websocket.ClientFrames.utf8;
import static pitwall.websocket.Hearing.assertHeard;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455: what a client may not say, and what is heard after it has. */
class FrameReaderRefusalTest {
  private static final int MAX = Hearing.MAX;
  private static final byte[] NONE = {};
  private static final byte[] WELL = text("well");
  private static final byte[] BYE = ClientFrames.close(1000, "bye");
  private static final List<String> AND_DEAF =
      List.of("violation 1009", "ping 01", "close 1000 bye");

  static Stream<Arguments> violations() {
    List<Arguments> all = new ArrayList<>();
    for (int opcode : new int[] {3, 4, 5, 6, 7, 11, 12, 13, 14, 15}) {
      all.add(arguments("opcode " + opcode, frame(FIN | opcode, NONE), 1002));
    }
    all.add(arguments("no mask", hex("810161"), 1002));
    all.add(arguments("a ping without a mask", hex("8900"), 1002));
    all.add(arguments("RSV2", frame(FIN | 0x20 | TEXT, NONE), 1002));
    all.add(arguments("RSV3", frame(FIN | 0x10 | TEXT, NONE), 1002));
    all.add(arguments("RSV1 on a ping", frame(FIN | RSV1 | PING, NONE), 1002));
    all.add(arguments("RSV1 on a close", frame(FIN | RSV1 | CLOSE, NONE), 1002));
    all.add(
        arguments(
            "RSV1 on a continuation",
            join(frame(TEXT, NONE), frame(FIN | RSV1 | CONTINUATION, NONE)),
            1002));
    all.add(arguments("a continuation of nothing", frame(FIN | CONTINUATION, NONE), 1002));
    all.add(
        arguments("a text within a text", join(frame(TEXT, NONE), frame(FIN | TEXT, NONE)), 1002));
    all.add(
        arguments(
            "binary within a text", join(frame(TEXT, NONE), frame(FIN | BINARY, NONE)), 1002));
    all.add(arguments("a ping in fragments", frame(PING, NONE), 1002));
    all.add(arguments("a close in fragments", frame(CLOSE, NONE), 1002));
    all.add(arguments("a ping of 126 bytes", frame(FIN | PING, new byte[126]), 1002));
    all.add(arguments("a short ping in a long form", frame(FIN | PING, NONE, 1, 2), 1002));
    all.add(arguments("a negative length", header(FIN | TEXT, Long.MIN_VALUE, 1, 8), 1002));
    all.add(arguments("half a close code", frame(FIN | CLOSE, hex("03")), 1002));
    for (int code :
        new int[] {0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535}) {
      all.add(arguments("close code " + code, ClientFrames.close(code, ""), 1002));
    }
    all.add(arguments("a reason in Latin-1", frame(FIN | CLOSE, hex("03e8 e9")), 1007));
    for (String bad :
        new String[] {
          "80",
          "c3",
          "61 c3",
          "c3 28",
          "c0 80",
          "c1 bf",
          "e0 80 80",
          "e2 82",
          "e2 28 a1",
          "ed a0 80",
          "ed bf bf",
          "f0 80 80 80",
          "f0 9f 8f",
          "f4 90 80 80",
          "f5 80 80 80",
          "f8 88 80 80 80",
          "fe",
          "ff",
          "ef bf bd 80",
          "ce ba e1 bd b9 cf 83 ce bc ce b5 ed a0 80"
        }) {
      all.add(arguments("text " + bad, frame(FIN | TEXT, hex(bad)), 1007));
    }
    all.add(
        arguments(
            "half a character in fragments",
            join(frame(TEXT, hex("c3")), frame(FIN | CONTINUATION, hex("28"))),
            1007));
    return all.stream();
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource("violations")
  void refuses(String what, byte[] bytes, int code) {
    byte[] all = join(WELL, bytes);
    assertHeard(all, false, List.of("text well", "violation " + code));
    assertHeard(all, true, List.of("text well", "violation " + code));
    assertHeard(join(all, WELL, WELL), true, List.of("text well", "violation " + code));
  }

  @Test
  void refusesACompressedMessageThatWasNotAgreedOn() {
    byte[] compressed = frame(FIN | RSV1 | TEXT, deflated(utf8("a")));
    assertHeard(join(compressed, WELL), false, List.of("violation 1002"));
  }

  static Stream<Arguments> tooBig() {
    return Stream.of(
        arguments("in one frame", frame(FIN | TEXT, new byte[MAX + 1])),
        arguments(
            "in two", join(frame(TEXT, new byte[MAX]), frame(FIN | CONTINUATION, new byte[1]))),
        arguments(
            "in more than two, which go on",
            join(
                frame(BINARY, new byte[MAX]),
                frame(CONTINUATION, NONE),
                frame(CONTINUATION, new byte[1]),
                frame(CONTINUATION, new byte[MAX]),
                frame(FIN | CONTINUATION, NONE))),
        arguments("inflated", frame(FIN | RSV1 | TEXT, deflated(new byte[MAX + 1]))),
        arguments("a bomb", frame(FIN | RSV1 | BINARY, deflated(new byte[50 * MAX]))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("tooBig")
  void aMessageTooBigIsRefusedAndTheCloseFrameBehindItFound(String what, byte[] message) {
    byte[] ping = frame(FIN | PING, hex("01"));
    assertHeard(
        join(message, WELL, frame(TEXT, NONE), ping, frame(FIN | CONTINUATION, NONE), WELL, BYE),
        true,
        AND_DEAF);
  }

  @Test
  void afterBadTextTheCloseFrameIsFound() {
    assertHeard(
        join(frame(FIN | TEXT, hex("ff")), WELL, BYE),
        true,
        List.of("violation 1007", "close 1000 bye"));
  }

  @Test
  void aSecondViolationIsNotToldAndEndsTheReading() {
    byte[] bytes = join(frame(FIN | TEXT, hex("ff")), frame(FIN | 3, NONE), BYE);
    assertHeard(bytes, true, List.of("violation 1007"));
    assertThat(new Hearing(MAX, true).whole(bytes).reader.isClosed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MAX_VALUE, Long.MAX_VALUE - MAX, 1L << 32, (1L << 32) + 1, 1L << 31})
  void aHugeLengthIsRefusedBeforeAByteOfItComesAlsoInALaterFragment(long length) {
    byte[] one = header(FIN | TEXT, length, 1, 8);
    assertHeard(one, false, List.of("violation 1009"));
    byte[] later = header(FIN | CONTINUATION, length, 1, 8);
    assertHeard(join(frame(TEXT, utf8("a")), later), false, List.of("violation 1009"));
    assertHeard(join(frame(TEXT, new byte[MAX]), later), false, List.of("violation 1009"));
  }
}
