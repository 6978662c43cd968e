package pitwall.socketio;

import pitwall.hub.Frame;
import pitwall.hub.WireFormat;
import pitwall.message.MessageJson;
import pitwall.message.Rejection;

/**
 * The Socket.IO wire: {@code 42["telemetry_update",{"session_id":…,"telemetry":…}]}, with the
 * contract's fields and no others. The {@code 4} is Engine.IO's; it is here so that a broadcast is
 * put together once.
 */
enum SocketFormat implements WireFormat {
  SOCKET_IO;

  @Override
  public String encode(Frame frame) {
    return "42[\"" + frame.message().event() + "\"," + MessageJson.data(frame.message()) + ']';
  }

  /** {@code 43456[{"ok":true}]}. */
  static Frame ack(String id) {
    return Frame.ready("43" + id + "[{\"ok\":true}]");
  }

  /** {@code 43456[{"ok":false,"error":{"code":"…","message":"…"}}]}. */
  static Frame ack(String id, Rejection refusal) {
    return Frame.ready("43" + id + "[{\"ok\":false,\"error\":" + MessageJson.error(refusal) + "}]");
  }
}
