package pitwall.relay;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import pitwall.access.Limits;
import pitwall.access.ViewerTokens;
import pitwall.config.Settings;
import pitwall.config.Settings.Viewers;
import pitwall.message.Code;
import pitwall.message.Pin;
import pitwall.message.Rejection;
import pitwall.message.SessionId;
import pitwall.message.ViewerToken;
import pitwall.session.RaceSession;
import pitwall.session.SessionStore;

/**
 * Whoever wants to see a session comes by here, whether to watch or to ask once: the link, and the
 * PIN or a token where one is needed.
 *
 * <p>Thread-safe.
 */
@ApplicationScoped
public class ViewerDoor {
  private Settings settings;
  private SessionStore store;
  private ViewerTokens tokens;
  private Limits limits;

  /** For the container's proxy. */
  protected ViewerDoor() {}

  @Inject
  public ViewerDoor(Settings settings, SessionStore store, ViewerTokens tokens, Limits limits) {
    this.settings = settings;
    this.store = store;
    this.tokens = tokens;
    this.limits = limits;
  }

  /**
   * Who has come in.
   *
   * @param until null: for as long as the session goes on
   */
  public record Entry(RaceSession session, Instant until) {}

  /**
   * Lets a viewer in, or not.
   *
   * @param address the viewer's, empty when it is unknown
   * @param pin null when it has said none
   * @param token null when it has shown none
   * @throws Rejection {@code unknown_session}, {@code unauthorized}, or {@code rate_limited} after
   *     too many of these
   */
  public Entry enter(SessionId id, String address, Pin pin, ViewerToken token) throws Rejection {
    limits.look(address);
    try {
      RaceSession session = store.find(id);
      boolean byLink = settings.access().viewers() == Viewers.LINK && !session.hasPin();
      if (byLink && token == null) {
        return new Entry(session, null);
      }
      if (pin == null && token == null) {
        throw new Rejection(Code.UNAUTHORIZED, whatIsMissing());
      }
      if (token != null) {
        return new Entry(session, check(id, address, token));
      }
      check(session, address, pin);
      return new Entry(session, null);
    } catch (Rejection refusal) {
      limits.failed(address);
      throw refusal;
    }
  }

  /** A signed token is no guess, even when it does not open this session or has expired. */
  private Instant check(SessionId id, String address, ViewerToken token) throws Rejection {
    limits.guess(address);
    if (tokens.isGenuine(token)) {
      limits.guessedRight(address);
    }
    return tokens.check(token, id);
  }

  private void check(RaceSession session, String address, Pin pin) throws Rejection {
    if (settings.access().viewers() == Viewers.TOKEN) {
      throw new Rejection(Code.UNAUTHORIZED, whatIsMissing());
    }
    limits.guess(address, session.id());
    if (!session.opensWith(pin)) {
      throw new Rejection(Code.UNAUTHORIZED, "that is not this session's PIN: ask the team for it");
    }
    limits.guessedRight(address, session.id());
  }

  private String whatIsMissing() {
    return settings.access().viewers() == Viewers.TOKEN
        ? "this relay asks for a signed token: expected token beside session_id"
        : "this session asks for a PIN: expected pin beside session_id";
  }
}
