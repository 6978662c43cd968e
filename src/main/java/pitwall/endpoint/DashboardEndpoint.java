package pitwall.endpoint;

import jakarta.websocket.server.ServerEndpoint;
import pitwall.config.Settings;
import pitwall.relay.Role;

/** Where viewers connect: they join sessions and listen. Publishing from here is refused. */
@ServerEndpoint(
    value = DashboardEndpoint.PATH,
    decoders = IncomingDecoder.class,
    encoders = FrameEncoder.class,
    configurator = Handshake.class)
public class DashboardEndpoint extends PlainEndpoint {
  static final String PATH = "/ws/dashboard";

  public DashboardEndpoint() {
    super(Role.DASHBOARD, PATH);
  }

  @Override
  int maxFrame(Settings settings) {
    return settings.maxDashboardFrame();
  }
}
