package pitwall.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pitwall.websocket.Deflate.TooLargeException;

class DeflateTest {
  private static final String TAKEN =
      "permessage-deflate; server_no_context_takeover; client_no_context_takeover";
  private static final String TELEMETRY =
      "{\"lap\":45,\"fuel\":42.30,\"tire_temps\":{\"fl\":88.1,\"fr\":87.9,\"rl\":90.2,\"rr\":90.0}},"
          .repeat(30);

  /** What the RFC asks a receiver to do, 7.2.2, by the JDK's stream and not by the code here. */
  private static byte[] inflated(ByteBuffer frame) throws IOException {
    byte[] bytes = new byte[frame.remaining()];
    frame.get(bytes);
    assertThat(bytes[0]).isEqualTo((byte) 0xC1);
    int header = (bytes[1] & 0xFF) < 126 ? 2 : (bytes[1] & 0xFF) == 126 ? 4 : 10;
    byte[] data =
        ClientFrames.join(
            Arrays.copyOfRange(bytes, header, bytes.length), ClientFrames.hex("0000ffff 0300"));
    try (InflaterInputStream in =
        new InflaterInputStream(new ByteArrayInputStream(data), new Inflater(true))) {
      return in.readAllBytes();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 100, 1000})
  void whatIsCompressedIsTheSameInflated(int times) throws Exception {
    byte[] text = ClientFrames.utf8(TELEMETRY.repeat(times) + "größe 🏁");
    ByteBuffer frame = Deflate.frame(text);
    assertThat(frame.remaining()).isLessThan(text.length);
    assertThat(inflated(frame)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 5, 100, 5000, 100_000})
  void whatCannotBeMadeSmallerIsNotCompressed(int length) {
    byte[] noise = new byte[length];
    new Random(length).nextBytes(noise);
    assertThat(Deflate.frame(noise)).isNull();
  }

  @Test
  void whatIsHalfNoiseIsMadeSmallerAllTheSame() throws IOException {
    byte[] noise = new byte[1000];
    new Random(1).nextBytes(noise);
    byte[] data = ClientFrames.join(noise, new byte[500]);
    assertThat(inflated(Deflate.frame(data))).isEqualTo(data);
  }

  @Test
  void everyMessageStandsForItself() throws Exception {
    byte[] text = ClientFrames.utf8(TELEMETRY);
    ByteBuffer first = Deflate.frame(text);
    ByteBuffer second = Deflate.frame(text);
    assertThat(second).isEqualTo(first);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 255, 256, 257, 1024, 1025, 40_000, 1 << 20})
  void inflatesUpToTheLimitAndNotAByteMore(int size) throws Exception {
    for (byte[] data : List.of(new byte[size], noise(size))) {
      byte[] deflated = ClientFrames.deflated(data);
      assertThat(Deflate.inflate(deflated, deflated.length, size)).isEqualTo(data);
      assertThat(Deflate.inflate(deflated, deflated.length, size + 1)).isEqualTo(data);
      assertThatExceptionOfType(TooLargeException.class)
          .isThrownBy(() -> Deflate.inflate(deflated, deflated.length, size - 1));
    }
  }

  private static byte[] noise(int size) {
    byte[] noise = new byte[size];
    new Random(size).nextBytes(noise);
    return noise;
  }

  @Test
  void onlyThatPartOfTheArrayCounts() throws Exception {
    byte[] deflated = ClientFrames.deflated(ClientFrames.utf8(TELEMETRY));
    byte[] roomy = Arrays.copyOf(deflated, deflated.length + 100);
    assertThat(Deflate.inflate(roomy, deflated.length, 10_000))
        .isEqualTo(ClientFrames.utf8(TELEMETRY));
  }

  @Test
  void manyThreadsCompressAndInflateAtATime() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Boolean>> tasks = new ArrayList<>();
      for (int i = 0; i < 400; i++) {
        byte[] text = ClientFrames.utf8(TELEMETRY + i);
        boolean bad = i % 5 == 0; // leaves its inflater as clean as any
        tasks.add(
            () -> {
              byte[] deflated = ClientFrames.deflated(text);
              if (bad) {
                assertThatExceptionOfType(java.util.zip.DataFormatException.class)
                    .isThrownBy(() -> Deflate.inflate(deflated, deflated.length - 5, 1 << 20));
              }
              return Arrays.equals(inflated(Deflate.frame(text)), text)
                  && Arrays.equals(Deflate.inflate(deflated, deflated.length, 1 << 20), text);
            });
      }
      for (Future<Boolean> result : threads.invokeAll(tasks)) {
        assertThat(result.get()).isTrue();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "permessage-deflate",
        "  permessage-deflate  ",
        "Permessage-Deflate",
        "permessage-deflate; client_max_window_bits",
        "permessage-deflate;client_max_window_bits=8",
        "permessage-deflate ; client_max_window_bits = 15 ; server_no_context_takeover",
        "permessage-deflate; client_max_window_bits=\"10\"",
        "permessage-deflate; client_no_context_takeover; server_no_context_takeover",
        "x-webkit-deflate-frame, permessage-deflate; client_max_window_bits",
        "permessage-bzip2; level=\"9, permessage-deflate; x\", permessage-deflate",
        "permessage-deflate; server_max_window_bits=10, permessage-deflate",
        "permessage-deflate; unknown, permessage-deflate; client_max_window_bits=7,"
            + " permessage-deflate"
      })
  void anOfferIsTaken(String header) {
    assertThat(Deflate.answer(List.of(header))).contains(TAKEN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "permessage-deflate; server_max_window_bits=15",
        "permessage-deflate; client_max_window_bits; server_max_window_bits=\"15\"",
        "permessage-deflate; server_max_window_bits=9, permessage-deflate;server_max_window_bits=15"
      })
  void whoNamesTheServersWindowHearsOfIt(String header) {
    assertThat(Deflate.answer(List.of(header))).contains(TAKEN + "; server_max_window_bits=15");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        ";",
        "x",
        "permessage-deflate-2",
        "permessage-deflatex; a",
        "permessage-deflate;",
        "permessage-deflate; ; client_max_window_bits",
        "permessage-deflate; unknown",
        "permessage-deflate; server_max_window_bits",
        "permessage-deflate; server_max_window_bits=14",
        "permessage-deflate; server_max_window_bits=8",
        "permessage-deflate; server_max_window_bits=015",
        "permessage-deflate; server_max_window_bits=16",
        "permessage-deflate; client_max_window_bits=7",
        "permessage-deflate; client_max_window_bits=16",
        "permessage-deflate; client_max_window_bits=08",
        "permessage-deflate; client_max_window_bits=",
        "permessage-deflate; client_max_window_bits=\"\"",
        "permessage-deflate; client_max_window_bits=\"10",
        "permessage-deflate; client_max_window_bits=1 0",
        "permessage-deflate; client_max_win dow_bits",
        "permessage-deflate; server_no_context_takeover=1",
        "permessage-deflate; client_no_context_takeover=\"\"",
        "permessage-deflate; client_max_window_bits; client_max_window_bits=10",
        "permessage-deflate; server_no_context_takeover; server_no_context_takeover",
        "x; a=\"permessage-deflate\"",
        "x; a=\", permessage-deflate, \"",
        "x; a=\"\\\", permessage-deflate"
      })
  void anOfferIsDeclined(String header) {
    assertThat(Deflate.answer(List.of(header))).isEmpty();
  }

  @Test
  void severalHeadersAreOneList() {
    assertThat(Deflate.answer(List.of())).isEmpty();
    assertThat(Deflate.answer(List.of("x", "permessage-deflate"))).contains(TAKEN);
    assertThat(
            Deflate.answer(
                List.of(
                    "permessage-deflate; server_max_window_bits=10",
                    "permessage-deflate; server_max_window_bits=15",
                    "permessage-deflate")))
        .contains(TAKEN + "; server_max_window_bits=15");
  }
}
