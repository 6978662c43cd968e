package pitwall.engineio;

/**
 * Why a session has ended. A WebSocket client gets both with the close frame; over polling there is
 * no room for them.
 *
 * @param code the WebSocket close code (RFC 6455, 7.4)
 * @param reason a few words, fit for a log and for the client
 */
public record EngineClose(int code, String reason) {
  static final EngineClose BY_CLIENT = new EngineClose(1000, "closed by the client");
  static final EngineClose GOING_AWAY = new EngineClose(1001, "the server is going away");
  static final EngineClose BAD_PACKET = new EngineClose(1002, "bad Engine.IO packet");
  static final EngineClose BAD_PROBE = new EngineClose(1002, "bad or late Engine.IO probe");
  static final EngineClose NO_SESSION = new EngineClose(1002, "no such Engine.IO session");
  static final EngineClose OVERLAP = new EngineClose(1002, "overlapping requests");
  static final EngineClose LOST = new EngineClose(1011, "the connection was lost");
  static final EngineClose TOO_LARGE = new EngineClose(1009, "message too big");
  static final EngineClose FAILED = new EngineClose(1011, "internal error");
  static final EngineClose CROWDED_OUT = new EngineClose(1013, "too much arrives at once");
  static final EngineClose PING_TIMEOUT = new EngineClose(4007, "no answer to a ping");
  static final EngineClose SILENT = new EngineClose(4010, "said nothing in time");
  static final EngineClose LATE = new EngineClose(4008, "a request took too long");
  static final EngineClose UNREAD = new EngineClose(4009, "too many unread packets");
}
