package pitwall.ops;

import java.time.InstantSource;
import java.util.logging.Level;
import java.util.logging.Logger;
import pitwall.config.Settings;
import pitwall.config.TestSettings;
import pitwall.hub.FakeViewer;
import pitwall.hub.Hub;
import pitwall.message.Inbound.JoinSession;
import pitwall.message.Inbound.RequestSessionId;
import pitwall.message.Inbound.TelemetryUpdate;
import pitwall.message.JsonText;
import pitwall.message.Outbound.SessionIdAssigned;
import pitwall.message.Rejection;
import pitwall.message.SessionId;
import pitwall.relay.Paddock;
import pitwall.relay.Peer;
import pitwall.relay.Relay;
import pitwall.relay.Role;
import pitwall.session.SessionStore;

/** A relay that is looked at, with one car on the road and somebody who watches. */
final class Pit {
  private static final Logger LOG = Logger.getLogger("pitwall");

  static {
    LOG.setLevel(Level.SEVERE); // a line for each connection would bury what a failing test says
  }

  final Settings settings = TestSettings.with();
  final Hub hub = new Hub();
  final SessionStore store = new SessionStore(settings, InstantSource.system());
  final Relay relay = Paddock.relay(settings, store, hub, InstantSource.system());
  final FakePool pool = new FakePool();
  final Heap heap = new Heap(settings, pool, () -> {}, System::nanoTime);
  final Condition condition = new Condition(relay, heap);
  final Doorkeeper doorkeeper = new Doorkeeper(condition);
  final SessionIdAssigned car;
  final Peer monitor;

  Pit() throws Rejection {
    pool.after = 420;
    FakeViewer viewer = FakeViewer.prompt();
    monitor = relay.connect(viewer, Role.MONITOR, "192.0.2.7", "http://localhost:8080");
    relay.receive(monitor, new RequestSessionId(null));
    car =
        viewer.messages().stream()
            .filter(SessionIdAssigned.class::isInstance)
            .map(SessionIdAssigned.class::cast)
            .findFirst()
            .orElseThrow();
    Peer dashboard =
        relay.connect(FakeViewer.prompt(), Role.DASHBOARD, "198.51.100.9", "http://localhost:8080");
    relay.receive(dashboard, new JoinSession(car.sessionId(), null, null));
    relay.receive(monitor, telemetry(car.sessionId()));
    relay.tick();
  }

  static TelemetryUpdate telemetry(SessionId session) {
    return new TelemetryUpdate(session, null, new JsonText("{\"lap\":1}", 0));
  }
}
