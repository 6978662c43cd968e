package pitwall.engineio;

import jakarta.servlet.http.HttpServletRequest;

/**
 * Who may come to a server at all. Asked on the threads of requests: must not block.
 *
 * <p>Implementations are thread-safe.
 */
public interface EngineGate {
  /** Where a session's first request came from. */
  EngineClient client(HttpServletRequest request);

  /**
   * Whether a page may talk to the server; asked for every request.
   *
   * @param origin the page's, null when the request names none
   * @param client as {@link #client} told
   */
  boolean allows(String origin, EngineClient client);

  /**
   * Which pages may read the answer to a request that was allowed.
   *
   * @param origin as above
   * @return that origin, {@code *} for any, or null for none
   */
  String readableBy(String origin);

  /**
   * A session is about to open. {@link #left} follows once, unless it is refused.
   *
   * @return what it is refused with, null when it is not
   */
  EngineError enter(EngineClient client);

  /** A session has ended. */
  void left(EngineClient client);
}
