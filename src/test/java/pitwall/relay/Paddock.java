package pitwall.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.InstantSource;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import pitwall.access.Limits;
import pitwall.access.Proxies;
import pitwall.access.ViewerTokens;
import pitwall.config.Settings;
import pitwall.config.TestSettings;
import pitwall.hub.FakeViewer;
import pitwall.hub.Frame;
import pitwall.hub.Hub;
import pitwall.message.Code;
import pitwall.message.Inbound;
import pitwall.message.Inbound.JoinSession;
import pitwall.message.Inbound.LeaveSession;
import pitwall.message.Inbound.RequestSessionId;
import pitwall.message.Inbound.SetupData;
import pitwall.message.Inbound.TelemetryUpdate;
import pitwall.message.JsonText;
import pitwall.message.Outbound;
import pitwall.message.Outbound.SessionIdAssigned;
import pitwall.message.Outbound.SessionStatus;
import pitwall.message.Pin;
import pitwall.message.PublishToken;
import pitwall.message.Rejection;
import pitwall.message.SessionId;
import pitwall.session.FakeClock;
import pitwall.session.SessionStore;

/** A relay with all that belongs to it, and clients that are fakes. */
public final class Paddock {
  static final String HOME = "192.0.2.7";
  static final String ELSEWHERE = "198.51.100.9";
  static final JsonText TIMESTAMP = new JsonText("\"2026-01-31T12:00:00Z\"", 0);

  private static final Logger LOG = Logger.getLogger("pitwall");

  static {
    LOG.setLevel(Level.SEVERE); // a line for each connection would bury what a failing test says
  }

  final FakeClock clock = new FakeClock();
  final Hub hub = new Hub();
  final SessionStore store;
  final Relay relay;

  /**
   * @param settings as in {@link TestSettings#with}
   */
  Paddock(String... settings) {
    this(SessionStore::new, settings);
  }

  /**
   * @param stores makes the relay's store, on the paddock's clock
   */
  Paddock(BiFunction<Settings, InstantSource, SessionStore> stores, String... settings) {
    Settings all = TestSettings.with(settings);
    store = stores.apply(all, clock);
    relay = relay(all, store, hub, clock);
  }

  /** A relay and those who keep its doors. */
  public static Relay relay(Settings all, SessionStore store, Hub hub, InstantSource clock) {
    LongSupplier nanoTime = () -> clock.millis() * 1_000_000;
    Limits limits = new Limits(all, new Proxies(all), nanoTime);
    ViewerTokens tokens = new ViewerTokens(all, clock);
    return new Relay(all, store, hub, new ViewerDoor(all, store, tokens, limits), tokens, limits);
  }

  Client monitor() {
    return monitor(HOME);
  }

  Client monitor(String address) {
    return new Client(Role.MONITOR, address, FakeViewer.prompt());
  }

  Client dashboard() {
    return dashboard(FakeViewer.prompt());
  }

  Client dashboard(FakeViewer viewer) {
    return new Client(Role.DASHBOARD, ELSEWHERE, viewer);
  }

  /** A dashboard that watches a session. */
  Client watching(SessionId session) throws Rejection {
    Client dashboard = dashboard();
    dashboard.joins(session);
    return dashboard;
  }

  static JsonText json(String text) {
    return new JsonText(text, 0);
  }

  /** One connection. */
  final class Client {
    final FakeViewer viewer;
    final Peer peer;

    private Client(Role role, String address, FakeViewer viewer) {
      this.viewer = viewer;
      this.peer = relay.connect(viewer, role, address, "http://localhost:8080/relay");
    }

    void says(Inbound message) throws Rejection {
      relay.receive(peer, message);
    }

    SessionIdAssigned asksForASession() throws Rejection {
      says(new RequestSessionId());
      return lastAssigned();
    }

    SessionIdAssigned lastAssigned() {
      List<SessionIdAssigned> all = heard(SessionIdAssigned.class);
      return all.get(all.size() - 1);
    }

    SessionId startsASession() throws Rejection {
      return asksForASession().sessionId();
    }

    /** One that is watched with a PIN. */
    SessionId startsASession(Pin pin) throws Rejection {
      says(new RequestSessionId(pin));
      return lastAssigned().sessionId();
    }

    Rejection refusal(Inbound message) {
      return catchThrowableOfType(Rejection.class, () -> says(message));
    }

    void assertRefused(Inbound message, Code code) {
      assertThat(refusal(message)).extracting(Rejection::code).isEqualTo(code);
    }

    void sendsTelemetry(SessionId session, String telemetry) throws Rejection {
      sendsTelemetry(session, null, telemetry);
    }

    void sendsTelemetry(SessionId session, PublishToken token, String telemetry) throws Rejection {
      says(new TelemetryUpdate(session, token, json(telemetry)));
    }

    void sendsSetup(SessionId session, String setup) throws Rejection {
      says(new SetupData(session, null, TIMESTAMP, json(setup)));
    }

    void joins(SessionId session) throws Rejection {
      says(new JoinSession(session));
    }

    void leaves(SessionId session) throws Rejection {
      says(new LeaveSession(session));
    }

    void disconnects() {
      relay.disconnect(peer, "closed with 1000");
    }

    List<Outbound> heard() {
      return viewer.messages();
    }

    <T extends Outbound> List<T> heard(Class<T> kind) {
      return heard().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The updates among what it heard, each as its payload. */
    List<String> saw() {
      return heard(Outbound.Update.class).stream().map(u -> u.payload().text()).toList();
    }

    List<Frame> updateFrames() {
      return viewer.frames().stream().filter(Frame::isUpdate).toList();
    }

    SessionStatus lastStatus() {
      List<SessionStatus> all = heard(SessionStatus.class);
      return all.get(all.size() - 1);
    }
  }
}
