package pitwall.demo;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import pitwall.hub.CloseCode;
import pitwall.hub.Frame;
import pitwall.hub.Hub;
import pitwall.hub.Viewer;
import pitwall.hub.WireFormat;
import pitwall.message.Inbound.RequestSessionId;
import pitwall.message.Inbound.SetupData;
import pitwall.message.Inbound.TelemetryUpdate;
import pitwall.message.JsonText;
import pitwall.message.Outbound.SessionIdAssigned;
import pitwall.message.Rejection;
import pitwall.message.SessionId;
import pitwall.relay.Peer;
import pitwall.relay.Relay;
import pitwall.relay.Role;

/**
 * A monitor without a simulator: one modelled car, shared by everyone who starts the demo, until
 * nobody has watched it for ten minutes.
 *
 * <p>Thread-safe.
 */
@ApplicationScoped
public class DemoMonitor implements Viewer {
  private static final Logger LOG = System.getLogger(DemoMonitor.class.getName());
  private static final long PERIOD_MS = 500;
  private static final int IDLE_STEPS = (int) (TimeUnit.MINUTES.toMillis(10) / PERIOD_MS);
  private static final long SEED = 911;

  @Inject private Relay relay;
  @Inject private Hub hub;
  @Resource private ManagedScheduledExecutorService executor;

  private final LapModel car = new LapModel(InstantSource.system(), SEED);
  private SessionIdAssigned session;
  private Peer peer;
  private ScheduledFuture<?> steps;
  private int idle;

  /**
   * Starts the car, unless it runs.
   *
   * @return the session to watch
   * @throws Rejection {@code server_busy} when the relay can hold no more sessions
   */
  public synchronized SessionId start() throws Rejection {
    idle = 0;
    if (!running()) {
      peer = relay.connect(this, Role.MONITOR, "", "");
      try {
        if (session == null || hub.room(session.sessionId()) == null) {
          session = null;
          relay.receive(peer, new RequestSessionId()); // send() below hears the answer
        }
        relay.receive(
            peer, new SetupData(session.sessionId(), session.publishToken(), now(), setup()));
      } catch (Rejection refusal) {
        relay.disconnect(peer, "the demo could not start");
        throw refusal;
      }
      steps = executor.scheduleAtFixedRate(this::step, 0, PERIOD_MS, TimeUnit.MILLISECONDS);
    }
    return session.sessionId();
  }

  /** Whether the car is on the road. */
  public synchronized boolean running() {
    return steps != null;
  }

  private synchronized void step() {
    if (!running()) {
      return;
    }
    try {
      car.advance(PERIOD_MS / 1000.0);
      JsonText telemetry = new JsonText(car.telemetry(), 0);
      relay.receive(
          peer, new TelemetryUpdate(session.sessionId(), session.publishToken(), telemetry));
      idle = hub.viewers(session.sessionId()) > 0 ? 0 : idle + 1;
      if (idle > IDLE_STEPS) {
        stop("nobody watches the demo");
      }
    } catch (Rejection | RuntimeException e) {
      LOG.log(Level.WARNING, "the demo has stopped", e);
      stop("the demo has failed");
    }
  }

  @PreDestroy
  void undeployed() {
    stop("the demo ends with the relay");
  }

  private synchronized void stop(String reason) {
    if (running()) {
      steps.cancel(false);
      steps = null;
      relay.disconnect(peer, reason);
    }
  }

  private static JsonText now() {
    return new JsonText('"' + Instant.now().toString() + '"', 0);
  }

  private static JsonText setup() {
    try (InputStream file = DemoMonitor.class.getResourceAsStream("setup.json")) {
      return new JsonText(new String(file.readAllBytes(), StandardCharsets.UTF_8).strip(), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The relay's answers: of interest is the session, once. */
  @Override
  public void send(Frame frame, Completion completion) {
    if (frame.message() instanceof SessionIdAssigned assigned) {
      session = assigned; // within start(), which waits for it
    }
    completion.done(null);
  }

  @Override
  public WireFormat format() {
    return frame -> "";
  }

  @Override
  public void close(CloseCode code) {
    stop(code.reason());
  }
}
