package pitwall.websocket;

/** A client breaks the protocol: the connection has to be closed, with this code and reason. */
public final class ProtocolException extends Exception {
  private static final long serialVersionUID = 1;

  private static final int BROKEN = 1002;

  private final int code;

  private ProtocolException(int code, String reason) {
    super(reason, null, false, false);
    this.code = code;
  }

  /** Whether frames can still be told apart. */
  boolean isReadable() {
    return code != BROKEN;
  }

  /** RFC 6455, 7.4.1. */
  public int code() {
    return code;
  }

  static ProtocolException broken(String what) {
    return new ProtocolException(BROKEN, what);
  }

  static ProtocolException badData(String what) {
    return new ProtocolException(1007, what);
  }

  static ProtocolException flood() {
    return new ProtocolException(1008, "too many frames that say nothing");
  }

  static ProtocolException tooBig() {
    return new ProtocolException(1009, "message too big");
  }
}
