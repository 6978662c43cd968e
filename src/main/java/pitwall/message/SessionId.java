package pitwall.message;

import java.util.UUID;

/**
 * Names a session, and is the secret in its dashboards' links: a UUIDv4 in lower case.
 *
 * <p>{@link #toString} gives the first 8 characters only, so that a log line cannot leak the rest;
 * {@link #value} is the whole.
 *
 * @param value the id as it stands on the wire; compared exactly
 */
public record SessionId(String value) {
  private static final int SHOWN = 8;

  /** A new id with 122 random bits from {@link java.security.SecureRandom}. */
  public static SessionId random() {
    return new SessionId(UUID.randomUUID().toString());
  }

  @Override
  public String toString() {
    if (value.length() <= SHOWN) {
      return "…";
    }
    return value.substring(0, SHOWN).replaceAll("[^0-9a-zA-Z-]", "?") + "…";
  }
}
