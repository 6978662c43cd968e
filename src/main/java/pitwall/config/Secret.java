package pitwall.config;

/**
 * A setting that no log may show.
 *
 * @param value the whole; empty when it is not set
 */
public record Secret(String value) {
  /** Whether there is one. */
  public boolean isSet() {
    return !value.isEmpty();
  }

  @Override
  public String toString() {
    return isSet() ? "Secret[…]" : "Secret[]";
  }
}
