package pitwall.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import pitwall.config.Settings;
import pitwall.config.TestSettings;
import pitwall.message.Code;
import pitwall.message.Rejection;
import pitwall.message.SessionId;

class LimitsTest {
  private static final String ADDRESS = "192.0.2.1";
  private static final String OTHER = "192.0.2.2";

  private final Settings settings =
      TestSettings.with(
          "session-rate", "2/1h",
          "failed-join-rate", "3/1m",
          "guess-rate", "2/1m",
          "session-guess-rate", "3/1h");
  private final SessionId session = SessionId.random();
  private long now;
  private final Limits limits = new Limits(settings, new Proxies(settings), () -> now);

  private static void assertLimited(ThrowingCallable call) {
    assertThat(catchThrowableOfType(Rejection.class, call).code()).isEqualTo(Code.RATE_LIMITED);
  }

  @Test
  void anAddressMayCreateSomeSessionsInATime() throws Rejection {
    limits.create(ADDRESS);
    limits.create(ADDRESS);
    assertLimited(() -> limits.create(ADDRESS));
    limits.create(OTHER);
    now += Duration.ofMinutes(30).toNanos();
    limits.create(ADDRESS);
    assertLimited(() -> limits.create(ADDRESS));
  }

  @Test
  void joinsThatFailAreCountedAndOthersAreNot() throws Rejection {
    for (int i = 0; i < 100; i++) {
      limits.look(ADDRESS);
    }
    for (int i = 0; i < 3; i++) {
      limits.failed(ADDRESS);
    }
    assertLimited(() -> limits.look(ADDRESS));
    limits.look(OTHER);
  }

  @Test
  void wrongGuessesAreCountedByAddress() throws Rejection {
    limits.guess(ADDRESS, session);
    limits.guess(ADDRESS, SessionId.random());
    assertLimited(() -> limits.guess(ADDRESS, SessionId.random()));
    limits.guess(OTHER, session);
  }

  @Test
  void andBySessionWhereverTheyComeFrom() throws Rejection {
    for (int i = 1; i <= 3; i++) {
      limits.guess("198.51.100." + i, session);
    }
    assertLimited(() -> limits.guess(ADDRESS, session));
    limits.guess(ADDRESS, SessionId.random());
    limits.guess(ADDRESS, SessionId.random()); // the one that was not looked at does not count
  }

  @Test
  void rightOnesAreNot() throws Rejection {
    for (int i = 0; i < 100; i++) {
      limits.guess(ADDRESS, session);
      limits.guessedRight(ADDRESS, session);
    }
  }

  @Test
  void aLanPartyBehindOneAddressIsNotLimited() {
    Settings byDefault = TestSettings.with();
    Proxies proxies = new Proxies(byDefault);
    Limits usual = new Limits(byDefault, proxies, () -> now);
    Connections connections = new Connections(byDefault, proxies);

    assertThatCode(
            () -> {
              for (int guest = 0; guest < 50; guest++) {
                usual.create(ADDRESS);
                usual.create(ADDRESS); // again, since the relay was restarted
                usual.guess(ADDRESS, session); // mistyped
                for (int page = 0; page < 5; page++) {
                  connections.enter(ADDRESS);
                  for (int wait = 0; wait < 10; wait++) { // for a monitor that has yet to come
                    usual.look(ADDRESS);
                    usual.failed(ADDRESS);
                  }
                }
              }
            })
        .doesNotThrowAnyException();
  }
}
