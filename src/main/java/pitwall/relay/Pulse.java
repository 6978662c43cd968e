package pitwall.relay;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.DependsOn;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionManagement;
import jakarta.ejb.TransactionManagementType;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import pitwall.config.Settings;
import pitwall.log.Failures;

/**
 * The relay's one timer, from the first deployment step to the last.
 *
 * <p>Concurrency is bean-managed: nothing but the container calls it.
 */
@Singleton
@Startup
@DependsOn("SessionStore") // which stops later than this
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionManagement(TransactionManagementType.BEAN)
public class Pulse {
  private static final Logger LOG = System.getLogger(Pulse.class.getName());
  private static final Failures FAILURES = Failures.of(Pulse.class);
  private static final int EXPIRY_TICKS = 60;

  @Resource private ManagedScheduledExecutorService timer;
  @Inject private Event<Tick> tick;
  @Inject private Relay relay;
  @Inject private Settings settings; // read here and now: a wrong one stops the deployment
  private ScheduledFuture<?> beats;
  private int count;

  @PostConstruct
  void start() {
    LOG.log(
        Level.INFO,
        "ready for {0} sessions, demo {1}",
        Integer.toString(settings.maxSessions()),
        settings.demo() ? "on" : "off");
    beats = timer.scheduleAtFixedRate(this::beat, 1, 1, TimeUnit.SECONDS);
  }

  @PreDestroy
  void stop() {
    beats.cancel(false);
    relay.shutDown(); // which it has been, unless something failed on the way
  }

  private void beat() {
    safely(() -> tick.fire(new Tick()));
    safely(relay::tick);
    if (++count % EXPIRY_TICKS == 0) {
      safely(relay::expire);
    }
  }

  /** What failed once may work a second later; thrown on, it would end the timer for good. */
  private static void safely(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      FAILURES.add("a tick failed", e);
    }
  }
}
