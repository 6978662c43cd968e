package pitwall.bench;

/** What clients of one wire format say. */
enum Dialect {
  PLAIN("/ws/monitor", "/ws/dashboard", "{\"event\":\"%s\",\"data\":%s}"),
  SIO(
      "/socket.io/?EIO=4&transport=websocket",
      "/socket.io/?EIO=4&transport=websocket",
      "42[\"%s\",%s]");

  private final String monitorPath;
  private final String viewerPath;
  private final String event;

  Dialect(String monitorPath, String viewerPath, String event) {
    this.monitorPath = monitorPath;
    this.viewerPath = viewerPath;
    this.event = event;
  }

  String path(boolean monitor) {
    return monitor ? monitorPath : viewerPath;
  }

  String request() {
    return event.formatted("request_session_id", "{}");
  }

  String join(String session) {
    return event.formatted("join_session", "{\"session_id\":\"" + session + "\"}");
  }

  String telemetry(String session, String telemetry) {
    return event.formatted(
        "telemetry_update", "{\"session_id\":\"" + session + "\",\"telemetry\":" + telemetry + "}");
  }

  /** Whether a connection may speak at once, or has to be greeted and to connect first. */
  boolean greets() {
    return this == SIO;
  }
}
