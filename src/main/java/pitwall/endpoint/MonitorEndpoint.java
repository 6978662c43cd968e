package pitwall.endpoint;

import jakarta.websocket.server.ServerEndpoint;
import pitwall.config.Settings;
import pitwall.relay.Role;

/**
 * Where the data source beside the simulator connects: it asks for a session and publishes to it.
 */
@ServerEndpoint(
    value = MonitorEndpoint.PATH,
    decoders = IncomingDecoder.class,
    encoders = FrameEncoder.class,
    configurator = Handshake.class)
public class MonitorEndpoint extends PlainEndpoint {
  static final String PATH = "/ws/monitor";

  public MonitorEndpoint() {
    super(Role.MONITOR, PATH);
  }

  @Override
  int maxFrame(Settings settings) {
    return settings.maxMonitorFrame();
  }
}
