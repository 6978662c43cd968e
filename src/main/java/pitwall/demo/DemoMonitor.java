package pitwall.demo;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import pitwall.hub.CloseCode;
import pitwall.hub.Frame;
import pitwall.hub.Hub;
import pitwall.hub.Viewer;
import pitwall.hub.WireFormat;
import pitwall.log.Failures;
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
 * <p>Thread-safe. Starting takes a lock, since two visitors may press the button at once; the car's
 * steps come one at a time and take none.
 */
@ApplicationScoped
public class DemoMonitor implements Viewer {
  private static final Failures FAILURES = Failures.of(DemoMonitor.class);
  private static final WireFormat UNREAD = frame -> "";
  private static final long PERIOD_MS = 500;
  private static final int IDLE_STEPS = (int) (TimeUnit.MINUTES.toMillis(10) / PERIOD_MS);
  private static final long SEED = 911;

  @Inject private Relay relay;
  @Inject private Hub hub;
  @Resource private ManagedScheduledExecutorService executor;

  private final LapModel car = new LapModel(InstantSource.system(), SEED);
  private final AtomicReference<Drive> driving = new AtomicReference<>();
  private volatile SessionIdAssigned session;

  /** The car on the road, from a start to the next stop. */
  private final class Drive {
    private final Peer peer = relay.connect(DemoMonitor.this, Role.MONITOR, "", "");
    private volatile ScheduledFuture<?> steps;
    private volatile int idle;

    void begin() throws Rejection {
      if (session == null || hub.room(session.sessionId()) == null) {
        relay.receive(peer, new RequestSessionId()); // send() below hears the answer
      }
      relay.receive(
          peer, new SetupData(session.sessionId(), session.publishToken(), now(), setup()));
      steps = executor.scheduleAtFixedRate(this::step, 0, PERIOD_MS, TimeUnit.MILLISECONDS);
      if (driving.get() != this) { // it has ended meanwhile
        steps.cancel(false);
      }
    }

    private void step() {
      if (driving.get() != this) {
        return;
      }
      try {
        car.advance(PERIOD_MS / 1000.0);
        JsonText telemetry = new JsonText(car.telemetry(), 0);
        relay.receive(
            peer, new TelemetryUpdate(session.sessionId(), session.publishToken(), telemetry));
        idle = hub.viewers(session.sessionId()) > 0 ? 0 : idle + 1;
        if (idle > IDLE_STEPS) {
          end("nobody watches the demo");
        }
      } catch (Rejection | RuntimeException e) {
        FAILURES.add("the demo has stopped", e); // whoever likes starts it again
        end("the demo has failed");
      }
    }

    void end(String reason) {
      driving.compareAndSet(this, null);
      if (steps != null) {
        steps.cancel(false);
      }
      relay.disconnect(peer, reason);
    }
  }

  /**
   * Starts the car, unless it runs.
   *
   * @return the session to watch
   * @throws Rejection {@code server_busy} when the relay can hold no more sessions
   */
  public synchronized SessionId start() throws Rejection {
    Drive current = driving.get();
    if (current == null) {
      current = new Drive();
      driving.set(current);
      try {
        current.begin();
      } catch (Rejection | RuntimeException e) {
        current.end("the demo could not start");
        throw e;
      }
    }
    current.idle = 0;
    return session.sessionId();
  }

  /** Whether the car is on the road. */
  public boolean running() {
    return driving.get() != null;
  }

  @PreDestroy
  void undeployed() {
    stop("the demo ends with the relay");
  }

  private void stop(String reason) {
    Drive current = driving.get();
    if (current != null) {
      current.end(reason);
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
  public void send(Frame frame, Consumer<Throwable> completion, Runnable confirmed) {
    if (frame.message() instanceof SessionIdAssigned assigned) {
      session = assigned; // within begin(), which goes on with it
    }
    completion.accept(null);
    if (confirmed != null) {
      confirmed.run();
    }
  }

  @Override
  public WireFormat format() {
    return UNREAD;
  }

  @Override
  public void close(CloseCode code) {
    stop(code.reason());
  }
}
