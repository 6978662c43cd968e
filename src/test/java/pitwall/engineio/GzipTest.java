package pitwall.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class GzipTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "gzip",
        "GZIP",
        "x-gzip",
        "gzip, deflate",
        "gzip, deflate, br, zstd",
        "deflate;q=0.5 , gzip;q=1.0",
        "gzip;q=0.001",
        "br;q=1, *",
        "*;q=0, gzip"
      })
  void isAccepted(String header) {
    assertThat(Gzip.isAccepted(header)).isTrue();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "identity",
        "deflate, br",
        "gzip;q=0",
        "gzip; q=0.000, *",
        "*, gzip;q=0",
        "*;q=0",
        "gzipped",
        "br;gzip",
        ",;,"
      })
  void isNotAccepted(String header) {
    assertThat(Gzip.isAccepted(header)).isFalse();
  }

  @Test
  void whatIsCompressedIsTheSameAgain() throws IOException {
    byte[] body = "4telemetry größe 🏁\u001e".repeat(5_000).getBytes(StandardCharsets.UTF_8);
    byte[] compressed = Gzip.compress(body);
    assertThat(compressed).hasSizeLessThan(body.length / 10);
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
      assertThat(in.readAllBytes()).isEqualTo(body);
    }
  }

  @Test
  void noiseStaysAsItIs() {
    byte[] noise = new byte[2000];
    new Random(3).nextBytes(noise);
    assertThat(Gzip.compress(noise)).isSameAs(noise);
  }
}
