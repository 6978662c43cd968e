package pitwall.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.function.LongSupplier;
import pitwall.config.Rate;

/**
 * How often the operator's password may be guessed, by address as everything else is counted. This
 * machine's own addresses are counted here, too, but may guess more: they may be a proxy that
 * nobody has named, and everyone behind it.
 *
 * <p>Thread-safe. Bounded: of very many addresses those are forgotten that have been quiet longest.
 */
@ApplicationScoped
public class Logins {
  private static final Rate GUESSES = new Rate(10, Duration.ofMinutes(1));
  private static final Rate OF_THIS_MACHINE = new Rate(100, Duration.ofMinutes(1));
  private static final int MOST_NAMES = 20_000;

  private Proxies proxies;
  private Meters guesses;
  private Meters ofThisMachine;

  /** For the container's proxy. */
  protected Logins() {}

  @Inject
  public Logins(Proxies proxies) {
    this(proxies, System::nanoTime);
  }

  /**
   * @param nanoTime counts nanoseconds, as {@link System#nanoTime} does
   */
  Logins(Proxies proxies, LongSupplier nanoTime) {
    this.proxies = proxies;
    this.guesses = new Meters(GUESSES, MOST_NAMES, nanoTime);
    this.ofThisMachine = new Meters(OF_THIS_MACHINE, MOST_NAMES, nanoTime);
  }

  /**
   * Somebody is about to try a password. It counts as wrong until {@link #guessedRight} is called,
   * so that guesses made at the same time are all counted.
   *
   * @return false: it must not be looked at, right or wrong
   */
  public boolean mayGuess(String address) {
    String name = Addresses.countable(address, proxies);
    return name == null ? ofThisMachine.take(address) : guesses.take(name);
  }

  /** That one was right. */
  public void guessedRight(String address) {
    String name = Addresses.countable(address, proxies);
    if (name == null) {
      ofThisMachine.giveBack(address);
    } else {
      guesses.giveBack(name);
    }
  }
}
