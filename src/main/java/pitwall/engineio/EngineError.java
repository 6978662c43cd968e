package pitwall.engineio;

/**
 * What a request is refused with: {@code {"code": 1, "message": "Session ID unknown"}}, codes and
 * texts as the reference server has them.
 */
public enum EngineError {
  UNKNOWN_TRANSPORT(400, 0, "Transport unknown"),
  UNKNOWN_SID(400, 1, "Session ID unknown"),
  BAD_HANDSHAKE_METHOD(400, 2, "Bad handshake method"),
  BAD_REQUEST(400, 3, "Bad request"),
  FORBIDDEN(403, 4, "Forbidden"),
  UNSUPPORTED_VERSION(400, 5, "Unsupported protocol version"),
  /** Not among the reference server's. */
  TOO_SLOW(408, 3, "Request took too long"),
  /** Not among the reference server's. */
  TOO_LARGE(413, 3, "Payload too large"),
  /** Not among the reference server's. */
  TOO_MANY_FROM_THERE(429, 3, "Too many sessions from this address"),
  /** Not among the reference server's. */
  TOO_MANY_SESSIONS(503, 3, "Too many sessions, try again later"),
  /** Not among the reference server's. */
  TOO_MUCH_AT_ONCE(503, 3, "Too much arrives at once, try again later");

  private final int status;
  private final String json;

  EngineError(int status, int code, String message) {
    this.status = status;
    this.json = "{\"code\":" + code + ",\"message\":\"" + message + "\"}";
  }

  int status() {
    return status;
  }

  String json() {
    return json;
  }
}
