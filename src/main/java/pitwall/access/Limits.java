package pitwall.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.function.LongSupplier;
import pitwall.config.Rate;
import pitwall.config.Settings;
import pitwall.message.Code;
import pitwall.message.Rejection;
import pitwall.message.SessionId;

/**
 * What may be done from one address in a time, whatever connections it is done over.
 *
 * <p>Thread-safe.
 */
@ApplicationScoped
public class Limits {
  private static final int MOST_NAMES = 20_000;

  private Proxies proxies;
  private Rate messageRate;
  private Meters sessions;
  private Meters failedJoins;
  private Meters guesses;
  private Meters sessionGuesses;

  /** For the container's proxy. */
  protected Limits() {}

  @Inject
  public Limits(Settings settings, Proxies proxies) {
    this(settings, proxies, System::nanoTime);
  }

  /**
   * @param nanoTime counts nanoseconds, as {@link System#nanoTime} does
   */
  public Limits(Settings settings, Proxies proxies, LongSupplier nanoTime) {
    Settings.Access access = settings.access();
    this.proxies = proxies;
    this.messageRate = access.messageRate();
    this.sessions = new Meters(access.sessionRate(), MOST_NAMES, nanoTime);
    this.failedJoins = new Meters(access.failedJoinRate(), MOST_NAMES, nanoTime);
    this.guesses = new Meters(access.guessRate(), MOST_NAMES, nanoTime);
    this.sessionGuesses = new Meters(access.sessionGuessRate(), MOST_NAMES, nanoTime);
  }

  /** The meter of a new connection. */
  public MessageMeter messages() {
    return new MessageMeter(messageRate);
  }

  /**
   * A session is about to be created.
   *
   * @throws Rejection {@code rate_limited}
   */
  public void create(String address) throws Rejection {
    if (!sessions.take(name(address))) {
      throw limited("too many sessions were created from this address");
    }
  }

  /**
   * Somebody is about to ask for a session that may not be there.
   *
   * @throws Rejection {@code rate_limited} when too many of them were not
   */
  public void look(String address) throws Rejection {
    if (failedJoins.isEmpty(name(address))) {
      throw limited("too many joins from this address have failed");
    }
  }

  /** What was asked for was not there, or not for that client. */
  public void failed(String address) {
    failedJoins.take(name(address));
  }

  /**
   * Somebody is about to try a PIN. It counts as wrong until {@link #guessedRight} is called, so
   * that guesses made at the same time are all counted.
   *
   * @throws Rejection {@code rate_limited}: it must not be looked at, right or wrong
   */
  public void guess(String address, SessionId session) throws Rejection {
    guess(address);
    if (!sessionGuesses.take(session.value())) {
      guesses.giveBack(name(address));
      throw limited("too many wrong PINs were tried on this session");
    }
  }

  /** That PIN was right. */
  public void guessedRight(String address, SessionId session) {
    guessedRight(address);
    sessionGuesses.giveBack(session.value());
  }

  /**
   * Somebody is about to try a token, with {@link #guessedRight(String)} to follow. Signatures
   * cannot be guessed, so the session needs no protection, and wrong ones must not keep its viewers
   * out.
   *
   * @throws Rejection {@code rate_limited}: it must not be looked at, right or wrong
   */
  public void guess(String address) throws Rejection {
    if (!guesses.take(name(address))) {
      throw limited("too many wrong PINs or tokens came from this address");
    }
  }

  /** That token was the operator's. */
  public void guessedRight(String address) {
    guesses.giveBack(name(address));
  }

  private String name(String address) {
    return Addresses.countable(address, proxies);
  }

  private static Rejection limited(String what) {
    return new Rejection(Code.RATE_LIMITED, what + ": try again later");
  }
}
