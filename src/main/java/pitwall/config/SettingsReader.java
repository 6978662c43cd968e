package pitwall.config;

import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pitwall.config.Settings.Takeover;

/**
 * Reads {@link Settings} from system properties ({@code pitwall.max-sessions}), then environment
 * variables ({@code PITWALL_MAX_SESSIONS}), then takes the default.
 *
 * <p>A value that cannot be used stops the deployment with a sentence that names it: a relay that
 * silently ran with another limit than the one asked for would be worse.
 */
public final class SettingsReader {
  private static final Pattern AMOUNT = Pattern.compile("(\\d{1,9})\\s*([a-z]*)");

  private static final Duration LONGEST = Duration.ofDays(365);
  private static final int LARGEST = 1 << 30;
  private static final int MEGABYTE = 1 << 20;
  private static final int SHORTEST_PASSWORD = 12;
  private static final int ARRIVING_PART_OF_HEAP = 16;
  private static final int ARRIVING_PAYLOADS = 4;

  private final UnaryOperator<String> source;

  /**
   * @param source gives the text of a setting by its name, null when it is not set
   */
  public SettingsReader(UnaryOperator<String> source) {
    this.source = source;
  }

  /** Reads from this process's system properties and environment. */
  public static Settings fromProcess() {
    return new SettingsReader(SettingsReader::ofProcess).read();
  }

  private static String ofProcess(String name) {
    String property = System.getProperty(name);
    return property != null ? property : System.getenv(environmentName(name));
  }

  /** {@code pitwall.max-sessions} becomes {@code PITWALL_MAX_SESSIONS}. */
  static String environmentName(String name) {
    return name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  /**
   * Reads every setting.
   *
   * @throws IllegalArgumentException when a value cannot be used; the message names it and says
   *     what was expected
   */
  public Settings read() {
    int maxSetup = bytes("pitwall.max-setup-bytes", "1MB");
    int maxTelemetry = bytes("pitwall.max-telemetry-bytes", "64KB");
    return new Settings(
        value("pitwall.public-url", "", "an http or https URL", SettingsReader::url),
        count("pitwall.max-sessions", "10000"),
        count("pitwall.max-sessions-per-monitor", "16"),
        duration("pitwall.session-ttl", "24h"),
        maxSetup,
        maxTelemetry,
        maxStored(),
        value("pitwall.takeover", "address", "address or token", SettingsReader::takeover),
        duration("pitwall.stale-after", "5s"),
        count("pitwall.max-joins", "64"),
        duration("pitwall.viewer-lag", "2s"),
        count("pitwall.viewer-queue-messages", "128"),
        bytes("pitwall.viewer-queue-bytes", "256KB"),
        duration("pitwall.viewer-unconfirmed-age", "2s"),
        bytes("pitwall.viewer-unconfirmed-bytes", "512KB"),
        duration("pitwall.slow-after", "30s"),
        duration("pitwall.ping-interval", "10s"),
        duration("pitwall.ping-timeout", "30s"),
        value("pitwall.fast-path", "true", "true or false", SettingsReader::flag),
        value(
            "pitwall.compress-from",
            "1KB",
            "a size such as 1KB, or off",
            SettingsReader::sizeOrOff),
        value("pitwall.demo", "true", "true or false", SettingsReader::flag),
        socketIo(Math.max(maxSetup, maxTelemetry)),
        new AccessReader(this).read(),
        operation());
  }

  private long maxStored() {
    return largeBytes("pitwall.max-stored-bytes", Runtime.getRuntime().maxMemory() / 4);
  }

  private long largeBytes(String name, long byDefault) {
    String megabytes = Long.toString(byDefault / MEGABYTE) + "MB";
    return value(name, megabytes, "a size such as 256MB or 4GB", SettingsReader::largeSize);
  }

  private Settings.SocketIo socketIo(int largest) {
    String fitting = Long.toString((long) largest + Settings.ENVELOPE_BYTES);
    int maxPayload = bytes("pitwall.socketio-max-payload", fitting);
    long fewPayloads = ARRIVING_PAYLOADS * (long) maxPayload + MEGABYTE; // rounded down below
    long partOfHeap = Runtime.getRuntime().maxMemory() / ARRIVING_PART_OF_HEAP;
    return new Settings.SocketIo(
        value(
            "pitwall.socketio-path",
            "/socket.io",
            "a path such as /socket.io",
            SettingsReader::path),
        duration("pitwall.socketio-ping-interval", "25s"),
        duration("pitwall.socketio-ping-timeout", "18s"),
        maxPayload,
        duration("pitwall.socketio-post-timeout", "2m"),
        largeBytes("pitwall.socketio-max-arriving-bytes", Math.max(partOfHeap, fewPayloads)),
        duration("pitwall.socketio-connect-timeout", "45s"),
        count("pitwall.socketio-max-connections", "20000"));
  }

  private Settings.Operation operation() {
    Settings.Operation operation =
        new Settings.Operation(
            password("pitwall.admin-password"),
            value("pitwall.metrics", "open", "open, admin or off", SettingsReader::metrics),
            value("pitwall.heap-limit", "85%", "1% to 100%", SettingsReader::percent));
    if (operation.metrics() == Settings.Metrics.ADMIN && !operation.hasAdmin()) {
      throw new IllegalArgumentException(
          "pitwall.metrics is \"admin\", expected a pitwall.admin-password then");
    }
    return operation;
  }

  /** Read apart, since what is wrong with it must not be said with it. */
  private String password(String name) {
    String text = source.apply(name);
    if (text == null || text.isBlank()) {
      return "";
    }
    if (text.length() < SHORTEST_PASSWORD) {
      throw new IllegalArgumentException(
          name + " is too short, expected at least " + SHORTEST_PASSWORD + " characters");
    }
    return text;
  }

  int count(String name, String byDefault) {
    return value(name, byDefault, "a whole number from 1", SettingsReader::positive);
  }

  private Duration duration(String name, String byDefault) {
    return value(
        name,
        byDefault,
        "a time such as 500ms, 30s, 5m or 24h, at most 365d",
        SettingsReader::time);
  }

  private int bytes(String name, String byDefault) {
    return value(
        name, byDefault, "a size such as 4096, 64KB or 1MB, at most 1024MB", SettingsReader::size);
  }

  <T> T value(String name, String byDefault, String expected, Function<String, T> parse) {
    String text = source.apply(name);
    text = text == null || text.isBlank() ? byDefault : text.strip();
    String usual = byDefault.isEmpty() ? "" : " (" + byDefault + ")";
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException | ArithmeticException e) {
      // Without the cause, which servers would show in its place.
      throw new IllegalArgumentException(
          name + " is \"" + text + "\", expected " + expected + usual);
    }
  }

  /** As {@link #value}, empty by default, for what must not be shown where it is wrong. */
  <T> T secret(String name, String expected, Function<String, T> parse) {
    String text = source.apply(name);
    try {
      return parse.apply(text == null ? "" : text.strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + " cannot be used, expected " + expected);
    }
  }

  static int positive(String text) {
    int number = Integer.parseInt(text);
    if (number < 1) {
      throw new IllegalArgumentException("not positive");
    }
    return number;
  }

  static Duration time(String text) {
    Matcher amount = amount(text);
    long number = Long.parseLong(amount.group(1));
    Duration time =
        switch (amount.group(2)) {
          case "ms" -> Duration.ofMillis(number);
          case "s" -> Duration.ofSeconds(number);
          case "m" -> Duration.ofMinutes(number);
          case "h" -> Duration.ofHours(number);
          case "d" -> Duration.ofDays(number);
          default -> throw new IllegalArgumentException("no unit of time");
        };
    if (time.isZero() || time.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("out of range");
    }
    return time;
  }

  private static int size(String text) {
    long size = largeSize(text);
    if (size > LARGEST) {
      throw new IllegalArgumentException("out of range");
    }
    return (int) size;
  }

  private static long largeSize(String text) {
    Matcher amount = amount(text);
    long unit =
        switch (amount.group(2)) {
          case "", "b" -> 1;
          case "k", "kb" -> 1 << 10;
          case "m", "mb" -> 1 << 20;
          case "g", "gb" -> 1 << 30;
          default -> throw new IllegalArgumentException("no unit of size");
        };
    return positive(amount.group(1)) * unit;
  }

  private static int sizeOrOff(String text) {
    return text.equalsIgnoreCase("off") ? -1 : size(text);
  }

  private static Matcher amount(String text) {
    Matcher amount = AMOUNT.matcher(text.toLowerCase(Locale.ROOT));
    if (!amount.matches()) {
      throw new IllegalArgumentException("no amount");
    }
    return amount;
  }

  private static Takeover takeover(String text) {
    return Takeover.valueOf(text.toUpperCase(Locale.ROOT));
  }

  private static Settings.Metrics metrics(String text) {
    return Settings.Metrics.valueOf(text.toUpperCase(Locale.ROOT));
  }

  private static int percent(String text) {
    if (!text.endsWith("%")) {
      throw new IllegalArgumentException("no percentage");
    }
    int percent = positive(text.substring(0, text.length() - 1));
    if (percent > 100) {
      throw new IllegalArgumentException("out of range");
    }
    return percent;
  }

  private static boolean flag(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> true;
      case "false" -> false;
      default -> throw new IllegalArgumentException("neither");
    };
  }

  private static String path(String text) {
    String path = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    if (!path.matches("(/[A-Za-z0-9._~-]+)+")) {
      throw new IllegalArgumentException("no path");
    }
    return path;
  }

  private static String url(String text) {
    if (!text.isEmpty() && !text.matches("https?://[^\\s/?#]+(/[^\\s?#]*)?")) {
      throw new IllegalArgumentException("no URL");
    }
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }
}
