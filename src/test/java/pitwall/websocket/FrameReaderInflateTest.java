package pitwall.websocket;

import static org.junit.jupiter.params.provider.Arguments.arguments;
import static pitwall.websocket.ClientFrames.BINARY;
import static pitwall.websocket.ClientFrames.CONTINUATION;
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
import static pitwall.websocket.Hearing.assertHeard;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** RFC 7692: messages that were compressed. */
class FrameReaderInflateTest {
  private static final int MAX = Hearing.MAX;
  private static final byte[] NONE = {};
  private static final byte[] WELL = text("well");

  static Stream<Arguments> compressed() {
    byte[] hello = hex("f248cdc9c90700"); // the RFC's own examples, 7.2.3
    String much = "{\"lap\":45,\"fuel\":42.30},".repeat(2000);
    return Stream.of(
        arguments("one block", frame(FIN | RSV1 | TEXT, hello), List.of("text Hello")),
        arguments(
            "two fragments",
            join(
                frame(RSV1 | TEXT, hex("f248cd")),
                frame(FIN | PING, NONE),
                frame(FIN | CONTINUATION, hex("c9c90700"))),
            List.of("ping ", "text Hello")),
        arguments(
            "a block without compression",
            frame(FIN | RSV1 | TEXT, hex("000500faff48656c6c6f00")),
            List.of("text Hello")),
        arguments(
            "a final block",
            frame(FIN | RSV1 | TEXT, hex("f348cdc9c9070000")),
            List.of("text Hello")),
        arguments(
            "a final block and nothing behind it",
            frame(FIN | RSV1 | TEXT, hex("f348cdc9c90700")),
            List.of("text Hello")),
        arguments(
            "two blocks",
            frame(FIN | RSV1 | TEXT, hex("f248050000 00ffffcac9c90700")),
            List.of("text Hello")),
        arguments(
            "two final blocks, the second one back to the first",
            frame(FIN | RSV1 | TEXT, hex("f348cdc9c90700f3 00110000")),
            List.of("text HelloHello")),
        arguments("nothing", frame(FIN | RSV1 | TEXT, hex("00")), List.of("text ")),
        arguments("not even that", frame(FIN | RSV1 | BINARY, NONE), List.of("binary ")),
        arguments("binary", frame(FIN | RSV1 | BINARY, hello), List.of("binary 48656c6c6f")),
        arguments(
            "plain ones between",
            join(WELL, frame(FIN | RSV1 | TEXT, hello), WELL),
            List.of("text well", "text Hello", "text well")),
        arguments(
            "the same again, since no message needs the one before",
            join(frame(FIN | RSV1 | TEXT, hello), frame(FIN | RSV1 | TEXT, hello)),
            List.of("text Hello", "text Hello")),
        arguments("much", frame(FIN | RSV1 | TEXT, deflated(utf8(much))), List.of("text " + much)),
        arguments(
            "as much as there may be",
            frame(FIN | RSV1 | TEXT, deflated(utf8("x".repeat(MAX)))),
            List.of("text " + "x".repeat(MAX))),
        arguments(
            "no UTF-8", frame(FIN | RSV1 | TEXT, deflated(hex("ff"))), List.of("violation 1007")),
        arguments(
            "no blocks", frame(FIN | RSV1 | TEXT, hex("ffffffff")), List.of("violation 1007")),
        arguments(
            "half a block", frame(FIN | RSV1 | TEXT, hex("f248cd")), List.of("violation 1007")),
        arguments(
            "half a block without compression",
            frame(FIN | RSV1 | BINARY, hex("006400 9bff4865")),
            List.of("violation 1007")),
        arguments(
            "final blocks without end",
            frame(FIN | RSV1 | TEXT, hex("0300".repeat(1000))),
            List.of("violation 1007")),
        arguments(
            "a reach back before the beginning",
            frame(FIN | RSV1 | TEXT, hex("021100 00")),
            List.of("violation 1007")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("compressed")
  void inflates(String what, byte[] bytes, List<String> expected) {
    assertHeard(bytes, true, expected);
  }
}
