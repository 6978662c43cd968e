package pitwall.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** The one library of the page that no WebJar has lies in the tree, as it was published. */
class LibraryFilesTest {
  private static final Path FOLDER = Path.of("src/main/webapp/lib/qrcode-generator");

  /** As {@code npm pack qrcode-generator@2.0.4} has it in {@code dist}. */
  private static final String SHA_256 =
      "ea91d7118a5395289170da848b7c6758b996163bfbccf312591ab65a4911b7c0";

  @Test
  void theFileIsThatOfThePackage() throws IOException, NoSuchAlgorithmException {
    byte[] file = Files.readAllBytes(FOLDER.resolve("qrcode.mjs"));
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(file);
    assertThat(HexFormat.of().formatHex(digest)).isEqualTo(SHA_256);
    assertThat(FOLDER.resolve("LICENSE")).isNotEmptyFile();
  }
}
