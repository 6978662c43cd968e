package pitwall.endpoint;

import pitwall.hub.Frame;
import pitwall.hub.WireFormat;
import pitwall.message.JsonText;
import pitwall.message.MessageJson;
import pitwall.message.Rejection;

/**
 * The plain wire: {@code {"event": "telemetry_update", "data": {…}, "seq": 7, "at":
 * 1767225600000}}, the last two on updates only.
 */
enum PlainFormat implements WireFormat {
  PLAIN;

  @Override
  public String encode(Frame frame) {
    String data = MessageJson.data(frame.message());
    StringBuilder text = new StringBuilder(data.length() + 96);
    text.append("{\"event\":\"")
        .append(frame.message().event())
        .append("\",\"data\":")
        .append(data);
    if (frame.isUpdate()) {
      text.append(",\"seq\":").append(frame.seq()).append(",\"at\":").append(frame.at());
    }
    return text.append('}').toString();
  }

  /** {@code {"event": "ack", "id": …, "data": {"ok": true}}}. */
  static Frame ack(JsonText id) {
    return ack(id, "{\"ok\":true}");
  }

  /** {@code {"event": "ack", "id": …, "data": {"ok": false, "error": {"code": "…", …}}}}. */
  static Frame ack(JsonText id, Rejection refusal) {
    return ack(id, "{\"ok\":false,\"error\":" + MessageJson.error(refusal) + '}');
  }

  private static Frame ack(JsonText id, String data) {
    return Frame.ready("{\"event\":\"ack\",\"id\":" + id.text() + ",\"data\":" + data + '}');
  }
}
