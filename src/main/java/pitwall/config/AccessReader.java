package pitwall.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import pitwall.config.Settings.Access;
import pitwall.config.Settings.Viewers;

/** Reads those settings that say who may come, and how often. */
final class AccessReader {
  private static final Pattern RATE = Pattern.compile("(\\d{1,9})\\s*/\\s*(\\d{1,9}\\s*[a-z]+)");
  private static final Pattern ORIGIN = Pattern.compile("(https?)://([^\\s/?#@,]+)");
  private static final Pattern PEM =
      Pattern.compile("-----BEGIN PUBLIC KEY-----(.+)-----END PUBLIC KEY-----", Pattern.DOTALL);
  private static final long MOST_A_MILLISECOND = 1_000_000; // more, the buckets cannot count
  private static final int MIN_SECRET_BYTES = 32; // RFC 7518, 3.2
  private static final int MIN_KEY_BITS = 2048; // RFC 7518, 3.3

  private final SettingsReader reader;

  AccessReader(SettingsReader reader) {
    this.reader = reader;
  }

  Access read() {
    Secret secret =
        reader.secret(
            "pitwall.viewer-token-secret",
            "a text of 32 bytes or more",
            AccessReader::sharedSecret);
    RSAPublicKey key =
        reader.secret(
            "pitwall.viewer-token-public-key",
            "an RSA public key of 2048 bits or more, as PEM or the name of such a file",
            AccessReader::publicKey);
    Viewers viewers =
        reader.value(
            "pitwall.viewers",
            "link",
            "link or token (which needs pitwall.viewer-token-secret or -public-key)",
            text -> viewers(text, secret.isSet() || key != null));
    return new Access(
        reader.value(
            "pitwall.origins",
            "*",
            "* or a list such as https://relay.example, https://team.example:8443",
            AccessReader::origins),
        reader.value(
            "pitwall.trusted-proxies",
            "",
            "a list of addresses and networks such as 127.0.0.1, 10.0.0.0/8, 2001:db8::/32",
            text -> list(text, Network::parse)),
        viewers,
        secret,
        key,
        rate("pitwall.message-rate", "2000/10s"),
        rate("pitwall.session-rate", "200/1h"),
        rate("pitwall.failed-join-rate", "3000/1m"),
        rate("pitwall.guess-rate", "100/10m"),
        rate("pitwall.session-guess-rate", "200/1h"),
        reader.count("pitwall.max-connections", "20000"),
        reader.count("pitwall.max-connections-per-address", "1000"));
  }

  private Rate rate(String name, String byDefault) {
    return reader.value(
        name, byDefault, "an amount and a time such as 2000/10s or 200/1h", AccessReader::rate);
  }

  private static Rate rate(String text) {
    Matcher rate = RATE.matcher(text.toLowerCase(Locale.ROOT));
    if (!rate.matches()) {
      throw new IllegalArgumentException("no rate");
    }
    Rate read =
        new Rate(SettingsReader.positive(rate.group(1)), SettingsReader.time(rate.group(2)));
    if (read.amount() > read.per().toMillis() * MOST_A_MILLISECOND) {
      throw new IllegalArgumentException("no limit at all");
    }
    return read;
  }

  private static <T> List<T> list(String text, Function<String, T> each) {
    return Stream.of(text.split(","))
        .map(String::strip)
        .filter(s -> !s.isEmpty())
        .map(each)
        .toList();
  }

  /** Empty: any. */
  private static List<String> origins(String text) {
    return text.equals("*") ? List.of() : notEmpty(list(text, AccessReader::origin));
  }

  private static <T> List<T> notEmpty(List<T> list) {
    if (list.isEmpty()) {
      throw new IllegalArgumentException("an empty list");
    }
    return list;
  }

  /** As browsers write them: in lower case, without the scheme's own port (RFC 6454, 6.2). */
  private static String origin(String text) {
    Matcher origin = ORIGIN.matcher(text.toLowerCase(Locale.ROOT));
    if (!origin.matches()) {
      throw new IllegalArgumentException("no origin");
    }
    String scheme = origin.group(1);
    String usual = scheme.equals("https") ? ":443" : ":80";
    String host = origin.group(2);
    return scheme
        + "://"
        + (host.endsWith(usual) ? host.substring(0, host.length() - usual.length()) : host);
  }

  private static Viewers viewers(String text, boolean tokensCanBeChecked) {
    Viewers viewers = Viewers.valueOf(text.toUpperCase(Locale.ROOT));
    if (viewers == Viewers.TOKEN && !tokensCanBeChecked) {
      throw new IllegalArgumentException("nobody could watch");
    }
    return viewers;
  }

  private static Secret sharedSecret(String text) {
    if (!text.isEmpty() && text.getBytes(StandardCharsets.UTF_8).length < MIN_SECRET_BYTES) {
      throw new IllegalArgumentException("too short");
    }
    return new Secret(text);
  }

  /** Null when the text is empty. */
  private static RSAPublicKey publicKey(String text) {
    if (text.isEmpty()) {
      return null;
    }
    try {
      String pem = text.startsWith("-----") ? text : Files.readString(Path.of(text));
      Matcher key = PEM.matcher(pem.replace("\\n", "\n")); // as some write it in one line
      if (!key.find()) {
        throw new IllegalArgumentException("no PEM");
      }
      byte[] der = Base64.getMimeDecoder().decode(key.group(1));
      if (KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der))
              instanceof RSAPublicKey rsa
          && rsa.getModulus().bitLength() >= MIN_KEY_BITS) {
        return rsa;
      }
      throw new IllegalArgumentException("too short");
    } catch (IOException | InvalidPathException | GeneralSecurityException e) {
      throw new IllegalArgumentException("no key");
    }
  }
}
