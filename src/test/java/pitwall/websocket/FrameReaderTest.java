package pitwall.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;
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
import static pitwall.websocket.ClientFrames.header;
import static pitwall.websocket.ClientFrames.hex;
import static pitwall.websocket.ClientFrames.join;
import static pitwall.websocket.ClientFrames.text;
import static pitwall.websocket.ClientFrames.utf8;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 6455 and 7692, each case in one piece, byte by byte and in pieces of random sizes. */
class FrameReaderTest {
  private static final int MAX = 70_000;
  private static final byte[] NONE = {};
  private static final byte[] WELL = text("well");
  private static final byte[] BYE = ClientFrames.close(1000, "bye");
  private static final String[] AND_DEAF = {"violation 1009", "ping 01", "close 1000 bye"};

  static Stream<Arguments> messages() {
    String long16 = "ä".repeat(200);
    String long64 = "x".repeat(65_536);
    return Stream.of(
        arguments("a text", text("hello"), lines("text hello")),
        arguments("an empty text", text(""), lines("text ")),
        arguments("125 bytes", text("x".repeat(125)), lines("text " + "x".repeat(125))),
        arguments("126 bytes", text("x".repeat(126)), lines("text " + "x".repeat(126))),
        arguments("16 bits of length", text(long16), lines("text " + long16)),
        arguments("65,535 bytes", text("y".repeat(65_535)), lines("text " + "y".repeat(65_535))),
        arguments("64 bits of length", text(long64), lines("text " + long64)),
        arguments("the most there may be", text("z".repeat(MAX)), lines("text " + "z".repeat(MAX))),
        arguments(
            "5 in 16 bits", frame(FIN | TEXT, utf8("hello"), 0x01020304, 2), lines("text hello")),
        arguments(
            "5 in 64 bits", frame(FIN | TEXT, utf8("hello"), 0xFFFEFDFC, 8), lines("text hello")),
        arguments(
            "no mask to speak of", frame(FIN | TEXT, utf8("hello"), 0, 0), lines("text hello")),
        arguments("binary", frame(FIN | BINARY, hex("00ff80")), lines("binary 00ff80")),
        arguments("empty binary", frame(FIN | BINARY, NONE), lines("binary ")),
        arguments(
            "one after the other",
            join(text("a"), frame(FIN | BINARY, NONE), text("b")),
            lines("text a", "binary ", "text b")),
        arguments(
            "two fragments",
            join(frame(TEXT, utf8("hel")), frame(FIN | CONTINUATION, utf8("lo"))),
            lines("text hello")),
        arguments(
            "fragments of nothing",
            join(
                frame(TEXT, NONE),
                frame(CONTINUATION, NONE),
                frame(CONTINUATION, utf8("a")),
                frame(CONTINUATION, NONE),
                frame(FIN | CONTINUATION, NONE)),
            lines("text a")),
        arguments(
            "fragments of nothing at all",
            join(frame(BINARY, NONE), frame(FIN | CONTINUATION, NONE)),
            lines("binary ")),
        arguments(
            "control frames between fragments",
            join(
                frame(TEXT, utf8("a")),
                frame(FIN | PING, hex("01")),
                frame(CONTINUATION, utf8("b")),
                frame(FIN | PONG, NONE),
                frame(FIN | PING, new byte[125]),
                frame(FIN | CONTINUATION, utf8("c"))),
            lines("ping 01", "pong ", "ping " + "00".repeat(125), "text abc")),
        arguments(
            "a close between fragments",
            join(frame(TEXT, utf8("a")), BYE, frame(FIN | CONTINUATION, utf8("b"))),
            lines("close 1000 bye")),
        arguments(
            "a character in four fragments",
            join(
                frame(TEXT, hex("f0")),
                frame(CONTINUATION, hex("9f")),
                frame(CONTINUATION, hex("8f")),
                frame(FIN | CONTINUATION, hex("81"))),
            lines("text 🏁")),
        arguments("what looks like mended text", text("a\uFFFDb"), lines("text a\uFFFDb")),
        arguments(
            "any character",
            text(
                "\u0000\u007F\u0080\u07FF\u0800\uD7FF\uE000\uFEFF\uFFFE\uFFFF\uD800\uDC00\uDBFF\uDFFF"),
            lines(
                "text \u0000\u007F\u0080\u07FF\u0800\uD7FF\uE000\uFEFF\uFFFE\uFFFF\uD800\uDC00\uDBFF\uDFFF")),
        arguments("a close without a code", frame(FIN | CLOSE, NONE), lines("close 1005 ")),
        arguments(
            "a close in 16 bits", frame(FIN | CLOSE, hex("03e8"), 7, 0), lines("close 1000 ")),
        arguments(
            "a close with a long reason",
            ClientFrames.close(4999, "é".repeat(61) + "e"),
            lines("close 4999 " + "é".repeat(61) + "e")),
        arguments(
            "what follows the close",
            join(BYE, text("more"), new byte[100], BYE),
            lines("close 1000 bye")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("messages")
  void hears(String what, byte[] bytes, List<String> expected) {
    assertHeard(bytes, false, expected);
    assertHeard(bytes, true, expected);
  }

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
    assertHeard(all, false, lines("text well", "violation " + code));
    assertHeard(all, true, lines("text well", "violation " + code));
    assertHeard(join(all, WELL, WELL), true, lines("text well", "violation " + code));
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000,
        4999
      })
  void takesACloseCode(int code) {
    assertHeard(ClientFrames.close(code, ""), false, lines("close " + code + " "));
  }

  @Test
  void refusesACompressedMessageThatWasNotAgreedOn() {
    byte[] compressed = frame(FIN | RSV1 | TEXT, deflated(utf8("a")));
    assertHeard(join(compressed, WELL), false, lines("violation 1002"));
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
        lines(AND_DEAF));
  }

  @Test
  void afterBadTextTheCloseFrameIsFound() {
    assertHeard(
        join(frame(FIN | TEXT, hex("ff")), WELL, BYE),
        true,
        lines("violation 1007", "close 1000 bye"));
  }

  @Test
  void aSecondViolationIsNotToldAndEndsTheReading() {
    byte[] bytes = join(frame(FIN | TEXT, hex("ff")), frame(FIN | 3, NONE), BYE);
    assertHeard(bytes, true, lines("violation 1007"));
    assertThat(new Hearing(MAX, true).whole(bytes).reader.isClosed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {Long.MAX_VALUE, Long.MAX_VALUE - MAX, 1L << 32, (1L << 32) + 1, 1L << 31})
  void aHugeLengthIsRefusedBeforeAByteOfItComesAlsoInALaterFragment(long length) {
    byte[] one = header(FIN | TEXT, length, 1, 8);
    assertHeard(one, false, lines("violation 1009"));
    byte[] later = header(FIN | CONTINUATION, length, 1, 8);
    assertHeard(join(frame(TEXT, utf8("a")), later), false, lines("violation 1009"));
    assertHeard(join(frame(TEXT, new byte[MAX]), later), false, lines("violation 1009"));
  }

  static Stream<Arguments> compressed() {
    byte[] hello = hex("f248cdc9c90700"); // the RFC's own examples, 7.2.3
    String much = "{\"lap\":45,\"fuel\":42.30},".repeat(2000);
    return Stream.of(
        arguments("one block", frame(FIN | RSV1 | TEXT, hello), lines("text Hello")),
        arguments(
            "two fragments",
            join(
                frame(RSV1 | TEXT, hex("f248cd")),
                frame(FIN | PING, NONE),
                frame(FIN | CONTINUATION, hex("c9c90700"))),
            lines("ping ", "text Hello")),
        arguments(
            "a block without compression",
            frame(FIN | RSV1 | TEXT, hex("000500faff48656c6c6f00")),
            lines("text Hello")),
        arguments(
            "a final block",
            frame(FIN | RSV1 | TEXT, hex("f348cdc9c9070000")),
            lines("text Hello")),
        arguments(
            "a final block and nothing behind it",
            frame(FIN | RSV1 | TEXT, hex("f348cdc9c90700")),
            lines("text Hello")),
        arguments(
            "two blocks",
            frame(FIN | RSV1 | TEXT, hex("f248050000 00ffffcac9c90700")),
            lines("text Hello")),
        arguments(
            "two final blocks, the second one back to the first",
            frame(FIN | RSV1 | TEXT, hex("f348cdc9c90700f3 00110000")),
            lines("text HelloHello")),
        arguments("nothing", frame(FIN | RSV1 | TEXT, hex("00")), lines("text ")),
        arguments("not even that", frame(FIN | RSV1 | BINARY, NONE), lines("binary ")),
        arguments("binary", frame(FIN | RSV1 | BINARY, hello), lines("binary 48656c6c6f")),
        arguments(
            "plain ones between",
            join(WELL, frame(FIN | RSV1 | TEXT, hello), WELL),
            lines("text well", "text Hello", "text well")),
        arguments(
            "the same again, since no message needs the one before",
            join(frame(FIN | RSV1 | TEXT, hello), frame(FIN | RSV1 | TEXT, hello)),
            lines("text Hello", "text Hello")),
        arguments("much", frame(FIN | RSV1 | TEXT, deflated(utf8(much))), lines("text " + much)),
        arguments(
            "as much as there may be",
            frame(FIN | RSV1 | TEXT, deflated(utf8("x".repeat(MAX)))),
            lines("text " + "x".repeat(MAX))),
        arguments(
            "no UTF-8", frame(FIN | RSV1 | TEXT, deflated(hex("ff"))), lines("violation 1007")),
        arguments("no blocks", frame(FIN | RSV1 | TEXT, hex("ffffffff")), lines("violation 1007")),
        arguments("half a block", frame(FIN | RSV1 | TEXT, hex("f248cd")), lines("violation 1007")),
        arguments(
            "half a block without compression",
            frame(FIN | RSV1 | BINARY, hex("006400 9bff4865")),
            lines("violation 1007")),
        arguments(
            "final blocks without end",
            frame(FIN | RSV1 | TEXT, hex("0300".repeat(1000))),
            lines("violation 1007")),
        arguments(
            "a reach back before the beginning",
            frame(FIN | RSV1 | TEXT, hex("021100 00")),
            lines("violation 1007")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("compressed")
  void inflates(String what, byte[] bytes, List<String> expected) {
    assertHeard(bytes, true, expected);
  }

  private static List<String> lines(String... lines) {
    return List.of(lines);
  }

  private static void assertHeard(byte[] bytes, boolean compressed, List<String> expected) {
    assertThat(new Hearing(MAX, compressed).whole(bytes).heard).isEqualTo(expected);
    assertThat(new Hearing(MAX, compressed).byteByByte(bytes).heard).isEqualTo(expected);
    Random random = new Random(bytes.length);
    for (int i = 0; i < 10; i++) {
      assertThat(new Hearing(MAX, compressed).inPieces(bytes, random).heard).isEqualTo(expected);
    }
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

  @Test
  void memoryGrowsWithWhatHasArrivedAndNotWithWhatIsAnnounced() {
    byte[] announced = join(header(FIN | BINARY, 64 << 20, 1, 8), new byte[1]);
    Hearing warm = new Hearing(64 << 20, false).whole(announced);
    assertThat(warm.heard).isEmpty();
    Hearing hearing = new Hearing(64 << 20, false);
    long before = allocated();
    hearing.whole(announced);
    assertThat(allocated() - before).isLessThan(100_000);
  }

  @Test
  void aMegabyteInFramesOfOneByteIsNoWork() {
    int size = 1 << 20;
    byte[] first = frame(BINARY, new byte[1]);
    byte[] next = frame(CONTINUATION, new byte[1]);
    byte[][] frames = new byte[size][];
    java.util.Arrays.fill(frames, next);
    frames[0] = first;
    byte[] all = join(join(frames), frame(FIN | CONTINUATION, NONE));
    int[] length = {0};
    FrameReader reader =
        new FrameReader(
            new Hearing(0, false) {
              @Override
              public void binary(byte[] data) {
                length[0] = data.length;
              }
            },
            size,
            false);
    long before = allocated();
    try {
      reader.read(java.nio.ByteBuffer.wrap(all));
    } catch (ProtocolException e) {
      throw new AssertionError(e);
    }
    assertThat(length[0]).isEqualTo(size);
    assertThat(allocated() - before).as("bytes allocated").isLessThan(100L * size);
  }

  @Test
  void aBombIsNotInflatedBeyondTheLimit() {
    byte[] bomb = frame(FIN | RSV1 | BINARY, deflated(new byte[60 << 20]));
    assertThat(bomb).hasSizeLessThan(1 << 16);
    new Hearing(1 << 16, true).whole(bomb);
    Hearing hearing = new Hearing(1 << 16, true);
    long before = allocated();
    hearing.whole(bomb);
    assertThat(hearing.heard).containsExactly("violation 1009");
    assertThat(allocated() - before).isLessThan(1 << 20);
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }
}
