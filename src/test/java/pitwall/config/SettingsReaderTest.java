package pitwall.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import pitwall.config.Settings.Access;
import pitwall.config.Settings.Metrics;
import pitwall.config.Settings.Operation;
import pitwall.config.Settings.SocketIo;
import pitwall.config.Settings.Takeover;

class SettingsReaderTest {

  @Test
  void withoutAnyValueTheDefaultsHold() {
    assertThat(TestSettings.with())
        .isEqualTo(
            new Settings(
                "",
                10_000,
                16,
                Duration.ofHours(24),
                1 << 20,
                64 << 10,
                Runtime.getRuntime().maxMemory() / (1 << 20) / 4 << 20,
                Takeover.ADDRESS,
                Duration.ofSeconds(5),
                64,
                Duration.ofSeconds(2),
                128,
                256 << 10,
                Duration.ofSeconds(2),
                512 << 10,
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                Duration.ofSeconds(30),
                true,
                1024,
                true,
                new SocketIo(
                    "/socket.io",
                    Duration.ofSeconds(25),
                    Duration.ofSeconds(18),
                    (1 << 20) + Settings.ENVELOPE_BYTES,
                    Duration.ofMinutes(2),
                    Math.max(Runtime.getRuntime().maxMemory() / (1 << 20) / 16, 5) << 20,
                    Duration.ofSeconds(45),
                    20_000),
                TestSettings.with().access(), // see AccessReaderTest
                new Operation("", Metrics.OPEN, 85)));
  }

  @Test
  void everySettingIsReadFromItsOwnName() {
    Settings settings =
        TestSettings.with(
            "public-url", "https://pit.example/relay",
            "max-sessions", "1",
            "max-sessions-per-monitor", "13",
            "session-ttl", "2d",
            "max-setup-bytes", "3",
            "max-telemetry-bytes", "4",
            "max-stored-bytes", "3GB",
            "takeover", "token",
            "stale-after", "5s",
            "max-joins", "6",
            "viewer-lag", "7s",
            "viewer-queue-messages", "8",
            "viewer-queue-bytes", "9",
            "viewer-unconfirmed-age", "19s",
            "viewer-unconfirmed-bytes", "20",
            "slow-after", "10s",
            "ping-interval", "11s",
            "ping-timeout", "12s",
            "demo", "false",
            "socketio-path", "/a/b.c/",
            "socketio-ping-interval", "13s",
            "socketio-ping-timeout", "14s",
            "socketio-max-payload", "15",
            "socketio-post-timeout", "22s",
            "socketio-max-arriving-bytes", "23GB",
            "socketio-connect-timeout", "16s",
            "socketio-max-connections", "17",
            "fast-path", "false",
            "compress-from", "18",
            "admin-password", "swordfish-twelve",
            "metrics", "admin",
            "heap-limit", "21%");

    assertThat(settings)
        .isEqualTo(
            new Settings(
                "https://pit.example/relay",
                1,
                13,
                Duration.ofDays(2),
                3,
                4,
                3L << 30,
                Takeover.TOKEN,
                Duration.ofSeconds(5),
                6,
                Duration.ofSeconds(7),
                8,
                9,
                Duration.ofSeconds(19),
                20,
                Duration.ofSeconds(10),
                Duration.ofSeconds(11),
                Duration.ofSeconds(12),
                false,
                18,
                false,
                new SocketIo(
                    "/a/b.c",
                    Duration.ofSeconds(13),
                    Duration.ofSeconds(14),
                    15,
                    Duration.ofSeconds(22),
                    23L << 30,
                    Duration.ofSeconds(16),
                    17),
                TestSettings.with().access(),
                new Operation("swordfish-twelve", Metrics.ADMIN, 21)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t\n"})
  void aBlankValueIsNone(String blank) {
    assertThat(TestSettings.with("max-sessions", blank, "demo", blank, "public-url", blank))
        .isEqualTo(TestSettings.with());
  }

  @ParameterizedTest
  @CsvSource({
    "1ms, 1",
    "500MS, 500",
    "30s, 30000",
    "5 m, 300000",
    "24h, 86400000",
    "2d, 172800000"
  })
  void aTimeHasAUnit(String text, long millis) {
    assertThat(TestSettings.with("session-ttl", text).sessionTtl()).hasMillis(millis);
  }

  @ParameterizedTest
  @CsvSource({"4096, 4096", "7b, 7", "64KB, 65536", "2k, 2048", "1mb, 1048576", "' 3 M ', 3145728"})
  void aSizeMayHaveAUnit(String text, int bytes) {
    assertThat(TestSettings.with("max-setup-bytes", text).maxSetupBytes()).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({"ADDRESS, ADDRESS", "Token, TOKEN", "' token ', TOKEN"})
  void aWordMayBeInAnyCase(String text, Takeover takeover) {
    assertThat(TestSettings.with("takeover", text).takeover()).isEqualTo(takeover);
    assertThat(TestSettings.with("demo", "FALSE").demo()).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:8080, http://localhost:8080",
    "https://pit.example/, https://pit.example",
    "https://pit.example/a/b/, https://pit.example/a/b"
  })
  void aUrlLosesTheSlashAtItsEnd(String text, String url) {
    assertThat(TestSettings.with("public-url", text).publicUrl()).isEqualTo(url);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1.5", "ten", "1e3", "2147483648", "1 000", "0x10"})
  void aCountIsAWholeNumberFromOne(String wrong) {
    for (String name : List.of("max-sessions", "max-joins", "viewer-queue-messages")) {
      assertRefused(name, wrong, "a whole number from 1");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0s", "0ms", "30", "-1s", "1.5s", "s", "5 sec", "1h30m", "1234567890s", "366d"})
  void aTimeIsAWholeNumberOfAKnownUnit(String wrong) {
    for (String name :
        List.of(
            "session-ttl",
            "stale-after",
            "viewer-lag",
            "viewer-unconfirmed-age",
            "slow-after",
            "ping-interval",
            "ping-timeout")) {
      assertRefused(name, wrong, "a time such as 500ms, 30s, 5m or 24h");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "0KB", "-1", "1.5MB", "2GB", "1KiB", "KB", "2048MB", "1234567890"})
  void aSizeIsAWholeNumberOfAKnownUnit(String wrong) {
    for (String name :
        List.of(
            "max-setup-bytes",
            "max-telemetry-bytes",
            "viewer-queue-bytes",
            "viewer-unconfirmed-bytes")) {
      assertRefused(name, wrong, "a size such as 4096, 64KB or 1MB");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pit.example",
        "ftp://pit.example",
        "http://",
        "https:///path",
        "http://a b",
        "http://pit.example?x=1",
        "http://pit.example/#top",
        "javascript:alert(1)",
        "//pit.example"
      })
  void aUrlIsOneOfTheWeb(String wrong) {
    assertRefused("public-url", wrong, "an http or https URL");
  }

  @ParameterizedTest
  @ValueSource(strings = {"socket.io", "/", "/a b", "/a//b", "/*", "/a?b", "/%2e"})
  void aPathIsPlain(String wrong) {
    assertRefused("socketio-path", wrong, "a path such as /socket.io");
  }

  @Test
  void aSocketIoPacketFitsTheLargestSetup() {
    Settings settings = TestSettings.with("max-setup-bytes", "3MB");

    assertThat(settings.socketIo().maxPayload()).isEqualTo(settings.maxMonitorFrame());
  }

  @ParameterizedTest
  @ValueSource(strings = {"yes", "0", "addresses", "none"})
  void aWordIsOneOfThoseThatAreKnown(String wrong) {
    assertRefused("takeover", wrong, "address or token");
    assertRefused("demo", wrong, "true or false");
  }

  @ParameterizedTest
  @ValueSource(strings = {"85", "0%", "101%", "-1%", "8.5%", "%", "full"})
  void aShareIsInPercent(String wrong) {
    assertRefused("heap-limit", wrong, "1% to 100%");
  }

  @Test
  void aPasswordIsNeverRepeated() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TestSettings.with("admin-password", "swordfish"))
        .withMessage("pitwall.admin-password is too short, expected at least 12 characters");
    assertThat(TestSettings.with("admin-password", "swordfish-twelve").toString())
        .contains("metrics=OPEN")
        .doesNotContain("swordfish");
  }

  @Test
  void metricsBehindAPasswordNeedOne() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TestSettings.with("metrics", "admin"))
        .withMessage("pitwall.metrics is \"admin\", expected a pitwall.admin-password then");
    assertThat(TestSettings.with("metrics", "off").operation().metrics()).isEqualTo(Metrics.OFF);
  }

  @Test
  void theRefusalAlsoNamesTheDefault() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TestSettings.with("max-sessions", "many"))
        .withMessage("pitwall.max-sessions is \"many\", expected a whole number from 1 (10000)");
  }

  @ParameterizedTest
  @CsvSource({
    "pitwall.max-sessions, PITWALL_MAX_SESSIONS",
    "pitwall.viewer-queue-bytes, PITWALL_VIEWER_QUEUE_BYTES",
    "pitwall.demo, PITWALL_DEMO"
  })
  void anEnvironmentVariableIsNamedInTheUsualWay(String name, String variable) {
    assertThat(SettingsReader.environmentName(name)).isEqualTo(variable);
  }

  @Test
  void everyNameIsAskedForOnceAndBeginsWithTheProjects() {
    List<String> asked = new ArrayList<>();
    new SettingsReader(
            name -> {
              asked.add(name);
              return null;
            })
        .read();

    assertThat(asked)
        .hasSize(
            Settings.class.getRecordComponents().length
                - 3 // which are records themselves
                + SocketIo.class.getRecordComponents().length
                + Access.class.getRecordComponents().length
                + Operation.class.getRecordComponents().length)
        .doesNotHaveDuplicates()
        .allSatisfy(name -> assertThat(name).matches("pitwall\\.[a-z]+(-[a-z]+)*"));
  }

  @Test
  void aFrameMayBeLargerThanItsPayloadByTheEnvelope() {
    Settings settings = TestSettings.with("max-setup-bytes", "1000", "max-telemetry-bytes", "300");

    assertThat(settings.maxMonitorFrame()).isEqualTo(1000 + Settings.ENVELOPE_BYTES);
    assertThat(settings.maxDashboardFrame()).isEqualTo(300 + Settings.ENVELOPE_BYTES);
    assertThat(TestSettings.with("max-setup-bytes", "1", "max-telemetry-bytes", "2"))
        .extracting(Settings::maxMonitorFrame)
        .isEqualTo(2 + Settings.ENVELOPE_BYTES);
  }

  @Test
  void settingsMayComeFromAnySource() {
    assertThat(new SettingsReader(Map.of("pitwall.max-joins", "3")::get).read().maxJoins())
        .isEqualTo(3);
  }

  private static void assertRefused(String name, String wrong, String expected) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TestSettings.with(name, wrong))
        .withMessageContaining("pitwall." + name + " is \"" + wrong + "\"")
        .withMessageContaining("expected " + expected);
  }
}
