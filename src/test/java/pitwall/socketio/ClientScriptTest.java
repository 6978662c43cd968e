package pitwall.socketio;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ClientScriptTest {
  /** As {@code npm pack socket.io-client@4.8.4} has them in {@code dist}. */
  private static final Map<String, String> SHA_256 =
      Map.of(
          "socket.io.js",
          "e135466dffd976ef028000a211a6dfd4dda0f5a91af760f122585131f4ee9936",
          "socket.io.min.js",
          "d5d79a35039e860b32bdef4795528b05c2f788d4b2d9dacc913120e2878f7b3f",
          "socket.io.esm.min.js",
          "771c3872e7d9bf81020615fda67ef0fd2aa61fcaf1990100714a46fa2c39f8a1");

  @Test
  void theFilesAreThoseOfThePackage() throws IOException, NoSuchAlgorithmException {
    assertThat(ClientScript.NAMES).containsExactlyInAnyOrderElementsOf(SHA_256.keySet());
    for (String name : ClientScript.NAMES) {
      try (InputStream file = ClientScript.file(name)) {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(file.readAllBytes());
        assertThat(HexFormat.of().formatHex(digest)).as(name).isEqualTo(SHA_256.get(name));
      }
    }
  }
}
