package pitwall.socketio;

import pitwall.hub.WireFormat;

/** Socket.IO's format, for benchmarks. */
public final class SocketWire {
  public static final WireFormat FORMAT = SocketFormat.SOCKET_IO;

  private SocketWire() {}
}
