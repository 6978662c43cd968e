package pitwall.hub;

/** Why the relay ends a connection: the WebSocket close code (RFC 6455, 7.4) and its reason. */
public enum CloseCode {
  /** The relay stops or is redeployed; come back. */
  GOING_AWAY(1001, "the relay is going away"),
  /** A frame is larger than any message may be. */
  TOO_BIG(1009, "message too big"),
  /** The relay could not go on with this connection. */
  FAILED(1011, "internal error"),
  /** The client has gone without a word, as a send has found. */
  LOST(1011, "the connection was lost"),
  /** There are as many connections as there may be, altogether or from there. */
  CROWDED(1013, "too many connections"),
  /** No answer to a ping. */
  UNREACHABLE(4007, "no answer to a ping"),
  /** Took, or confirmed, nothing at all for the set time. */
  SLOW(4008, "slow"),
  /** Asks on and on and does not read the answers. */
  UNREAD(4009, "too many unread answers"),
  /** Said more than it may and did not heed it. */
  FLOOD(4029, "too many messages");

  private final int code;
  private final String reason;

  CloseCode(int code, String reason) {
    this.code = code;
    this.reason = reason;
  }

  public int code() {
    return code;
  }

  public String reason() {
    return reason;
  }
}
