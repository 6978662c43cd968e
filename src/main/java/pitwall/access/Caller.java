package pitwall.access;

/**
 * Who asks, as far as it can be believed.
 *
 * @param address where it comes from; empty when the server does not tell
 * @param scheme {@code http} or {@code https}: how it reached the relay, or the proxy before it
 * @param host the host, perhaps with a port, that it reached by its own account: fit for a link
 *     that goes back to it alone
 */
public record Caller(String address, String scheme, String host) {
  /** {@code http://host:8080}, without a slash at the end. */
  public String baseUrl() {
    return scheme + "://" + host;
  }
}
