package pitwall.engineio;

import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletRegistration;
import jakarta.websocket.DeploymentException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import pitwall.container.Channels;
import pitwall.log.Failures;

/**
 * A server as part of a web application, from {@code contextInitialized} to {@code
 * contextDestroyed}. By code and not by annotations, since the path is a setting.
 *
 * <p>One timer serves all sessions.
 */
public final class EngineDeployment implements AutoCloseable {
  private static final Failures FAILURES = Failures.of(EngineDeployment.class);
  // What is asked for in a minute or so is looked at several times a second all the same: a GET
  // that waits while its session is upgraded should not wait for long.
  private static final long MAX_TICK_MS = 100;
  private static final long MIN_TICK_MS = 5;

  private final EngineServer server;
  private final ScheduledFuture<?> ticks;

  /**
   * Takes a path into service.
   *
   * @param path such as {@code /socket.io}, within the application
   * @param channels how its WebSockets are opened
   * @param executor the container's; its threads keep time
   */
  public EngineDeployment(
      ServletContext application,
      String path,
      EngineServer server,
      Channels channels,
      ScheduledExecutorService executor) {
    this.server = server;
    WebSocketUpgrade webSockets;
    try {
      webSockets = new WebSocketUpgrade(application, server, channels);
    } catch (DeploymentException e) {
      throw new IllegalStateException("no WebSocket endpoint can be added", e);
    }
    ServletRegistration.Dynamic servlet =
        application.addServlet(
            "Engine.IO " + path, new EngineServlet(server, webSockets, executor));
    servlet.setAsyncSupported(true);
    servlet.addMapping(path + "/*");
    long period = tickMillis(server.options());
    ticks = executor.scheduleAtFixedRate(this::tick, period, period, TimeUnit.MILLISECONDS);
  }

  private static long tickMillis(EngineOptions options) {
    long fitting = options.shorterPingTime().toMillis() / EngineServer.TICKS_A_TIMEOUT;
    return Math.max(MIN_TICK_MS, Math.min(MAX_TICK_MS, fitting));
  }

  private void tick() {
    try {
      server.tick();
    } catch (RuntimeException | Error e) { // thrown on, it would end the timer for good
      FAILURES.add("a tick failed", e);
    }
  }

  /** Ends all sessions: the application stops. */
  @Override
  public void close() {
    ticks.cancel(false);
    server.stop();
  }
}
