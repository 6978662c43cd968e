package pitwall.session;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A clock that stands still until a test moves it. */
public final class FakeClock implements InstantSource {
  private volatile Instant now = Instant.parse("2026-01-31T12:00:00Z");

  @Override
  public Instant instant() {
    return now;
  }

  /** Lets time pass; backwards, too, as clocks do when they are set right. */
  public void advance(Duration time) {
    now = now.plus(time);
  }
}
