package pitwall.message;

import java.util.Locale;

/** How alive a session is; on the wire in lower case. */
public enum SessionState {
  /** The monitor is there and has sent no telemetry yet. */
  WAITING,
  /** Telemetry arrives. */
  LIVE,
  /** The monitor is connected, its newest telemetry is old. */
  STALE,
  /** The monitor's connection has ended. */
  GONE;

  private final String wire = name().toLowerCase(Locale.ROOT);

  /** The state as clients see it. */
  @Override
  public String toString() {
    return wire;
  }
}
