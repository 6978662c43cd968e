package pitwall.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeHeadersTest {
  @ParameterizedTest
  @CsvSource({
    "/ws/monitor, true",
    "/ws/dashboard, true",
    "/socket.io/, true",
    "/socket.io/socket.io.js, false",
    "/socket.io/socket.io.esm.min.js, false",
    "/, false",
    "/js/dashboard.js, false",
    "/api/demo, false"
  })
  void theSocketsGoByAndTheirClientIsAFileAsAnyOther(String path, boolean socket) {
    assertThat(SafeHeaders.isSocket(path, "/socket.io")).isEqualTo(socket);
  }
}
