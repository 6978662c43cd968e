package pitwall.message;

import java.util.Locale;

/** Why the relay refused something; on the wire in lower case, {@code "unknown_session"} say. */
public enum Code {
  INVALID_PAYLOAD,
  UNKNOWN_EVENT,
  UNKNOWN_SESSION,
  NOT_OWNER,
  UNAUTHORIZED,
  TOO_LARGE,
  RATE_LIMITED,
  SERVER_BUSY;

  private final String wire = name().toLowerCase(Locale.ROOT);

  /** The code as clients see it. */
  @Override
  public String toString() {
    return wire;
  }
}
