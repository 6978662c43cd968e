package pitwall.relay;

import java.util.Locale;

/** What a connection may do. */
public enum Role {
  /** May create sessions and publish to them, and may watch. */
  MONITOR,
  /** May watch. */
  DASHBOARD;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
