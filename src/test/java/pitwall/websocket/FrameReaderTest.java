package pitwall.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static pitwall.websocket.ClientFrames.BINARY;
import static pitwall.websocket.ClientFrames.CLOSE;
import static pitwall.websocket.ClientFrames.CONTINUATION;
import static pitwall.websocket.ClientFrames.FIN;
import static pitwall.websocket.ClientFrames.PING;
import static pitwall.websocket.ClientFrames.PONG;
import static pitwall.websocket.ClientFrames.TEXT;
import static pitwall.websocket.ClientFrames.frame;
import static pitwall.websocket.ClientFrames.hex;
import static pitwall.websocket.ClientFrames.join;
import static pitwall.websocket.ClientFrames.text;
import static pitwall.websocket.ClientFrames.utf8;
import static pitwall.websocket.Hearing.assertHeard;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455: what a client may say, in one piece, byte by byte and in pieces of random sizes. */
class FrameReaderTest {
  private static final int MAX = Hearing.MAX;
  private static final byte[] NONE = {};
  private static final byte[] BYE = ClientFrames.close(1000, "bye");

  static Stream<Arguments> messages() {
    String long16 = "ä".repeat(200);
    String long64 = "x".repeat(65_536);
    return Stream.of(
        arguments("a text", text("hello"), List.of("text hello")),
        arguments("an empty text", text(""), List.of("text ")),
        arguments("125 bytes", text("x".repeat(125)), List.of("text " + "x".repeat(125))),
        arguments("126 bytes", text("x".repeat(126)), List.of("text " + "x".repeat(126))),
        arguments("16 bits of length", text(long16), List.of("text " + long16)),
        arguments("65,535 bytes", text("y".repeat(65_535)), List.of("text " + "y".repeat(65_535))),
        arguments("64 bits of length", text(long64), List.of("text " + long64)),
        arguments(
            "the most there may be", text("z".repeat(MAX)), List.of("text " + "z".repeat(MAX))),
        arguments(
            "5 in 16 bits", frame(FIN | TEXT, utf8("hello"), 0x01020304, 2), List.of("text hello")),
        arguments(
            "5 in 64 bits", frame(FIN | TEXT, utf8("hello"), 0xFFFEFDFC, 8), List.of("text hello")),
        arguments(
            "no mask to speak of", frame(FIN | TEXT, utf8("hello"), 0, 0), List.of("text hello")),
        arguments("binary", frame(FIN | BINARY, hex("00ff80")), List.of("binary 00ff80")),
        arguments("empty binary", frame(FIN | BINARY, NONE), List.of("binary ")),
        arguments(
            "one after the other",
            join(text("a"), frame(FIN | BINARY, NONE), text("b")),
            List.of("text a", "binary ", "text b")),
        arguments(
            "two fragments",
            join(frame(TEXT, utf8("hel")), frame(FIN | CONTINUATION, utf8("lo"))),
            List.of("text hello")),
        arguments(
            "fragments of nothing",
            join(
                frame(TEXT, NONE),
                frame(CONTINUATION, NONE),
                frame(CONTINUATION, utf8("a")),
                frame(CONTINUATION, NONE),
                frame(FIN | CONTINUATION, NONE)),
            List.of("text a")),
        arguments(
            "fragments of nothing at all",
            join(frame(BINARY, NONE), frame(FIN | CONTINUATION, NONE)),
            List.of("binary ")),
        arguments(
            "control frames between fragments",
            join(
                frame(TEXT, utf8("a")),
                frame(FIN | PING, hex("01")),
                frame(CONTINUATION, utf8("b")),
                frame(FIN | PONG, NONE),
                frame(FIN | PING, new byte[125]),
                frame(FIN | CONTINUATION, utf8("c"))),
            List.of("ping 01", "pong ", "ping " + "00".repeat(125), "text abc")),
        arguments(
            "a close between fragments",
            join(frame(TEXT, utf8("a")), BYE, frame(FIN | CONTINUATION, utf8("b"))),
            List.of("close 1000 bye")),
        arguments(
            "a character in four fragments",
            join(
                frame(TEXT, hex("f0")),
                frame(CONTINUATION, hex("9f")),
                frame(CONTINUATION, hex("8f")),
                frame(FIN | CONTINUATION, hex("81"))),
            List.of("text 🏁")),
        arguments("what looks like mended text", text("a\uFFFDb"), List.of("text a\uFFFDb")),
        arguments(
            "any character",
            text(
                "\u0000\u007F\u0080\u07FF\u0800\uD7FF\uE000\uFEFF\uFFFE\uFFFF\uD800\uDC00\uDBFF\uDFFF"),
            List.of(
                "text \u0000\u007F\u0080\u07FF\u0800\uD7FF\uE000\uFEFF\uFFFE\uFFFF\uD800\uDC00\uDBFF\uDFFF")),
        arguments("a close without a code", frame(FIN | CLOSE, NONE), List.of("close 1005 ")),
        arguments(
            "a close in 16 bits", frame(FIN | CLOSE, hex("03e8"), 7, 0), List.of("close 1000 ")),
        arguments(
            "a close with a long reason",
            ClientFrames.close(4999, "é".repeat(61) + "e"),
            List.of("close 4999 " + "é".repeat(61) + "e")),
        arguments(
            "what follows the close",
            join(BYE, text("more"), new byte[100], BYE),
            List.of("close 1000 bye")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("messages")
  void hears(String what, byte[] bytes, List<String> expected) {
    assertHeard(bytes, false, expected);
    assertHeard(bytes, true, expected);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000,
        4999
      })
  void takesACloseCode(int code) {
    assertHeard(ClientFrames.close(code, ""), false, List.of("close " + code + " "));
  }

  static IntStream seeds() {
    return IntStream.range(0, 30);
  }

  /** A client that does all that it may, at random; it keeps the list of what it has said. */
  @ParameterizedTest
  @MethodSource("seeds")
  void hearsWhateverARandomClientSays(int seed) {
    RandomClient client = new RandomClient(new Random(seed), 2000);
    byte[] bytes = client.talk(40);
    assertThat(new Hearing(2000, true).whole(bytes).heard).isEqualTo(client.said);
    assertThat(new Hearing(2000, true).byteByByte(bytes).heard).isEqualTo(client.said);
    Random random = new Random(seed);
    for (int i = 0; i < 5; i++) {
      assertThat(new Hearing(2000, true).inPieces(bytes, random).heard).isEqualTo(client.said);
    }
  }

  /**
   * Whatever comes, however it is cut: the same is heard, one violation at most, then no message.
   */
  @ParameterizedTest
  @MethodSource("seeds")
  void anyBytesAreTakenInTheSameWayHoweverTheyAreCut(int seed) {
    Random random = new Random(seed);
    byte[] bytes = new RandomClient(random, 2000).talk(10);
    for (int i = 0; i < 20; i++) {
      byte[] damaged = bytes.clone();
      for (int harm = random.nextInt(4); harm >= 0; harm--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      List<String> heard = new Hearing(2000, true).whole(damaged).heard;
      assertThat(new Hearing(2000, true).byteByByte(damaged).heard).isEqualTo(heard);
      assertThat(new Hearing(2000, true).inPieces(damaged, random).heard).isEqualTo(heard);
      assertThat(heard.stream().filter(line -> line.startsWith("violation")).count()).isLessThan(2);
      assertThat(heard.stream().dropWhile(line -> !line.startsWith("violation")))
          .noneMatch(line -> line.startsWith("text") || line.startsWith("binary"));
    }
  }
}
