package pitwall.ops;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.AuthenticationStatus;
import jakarta.security.enterprise.authentication.mechanism.http.HttpAuthenticationMechanism;
import jakarta.security.enterprise.authentication.mechanism.http.HttpMessageContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.Set;
import pitwall.access.Logins;
import pitwall.access.Proxies;
import pitwall.access.Trail;
import pitwall.config.Settings;
import pitwall.message.Code;
import pitwall.message.Rejection;
import pitwall.relay.Relay;

/**
 * Who has the one password that is set is the operator: HTTP's basic authentication (RFC 7617) as a
 * mechanism of Jakarta Security. Requests that do not come to {@link OperatorGate} pass untouched.
 *
 * <p>A mechanism of its own, since the standard's own one tells the password's keeper nothing of
 * the request: guesses are counted by address. Thread-safe.
 */
@ApplicationScoped
public class OperatorLogin implements HttpAuthenticationMechanism {
  private static final String ROLE = "operator";

  private static final String WHERE = "admin";
  private static final Rejection WRONG =
      new Rejection(Code.UNAUTHORIZED, "that is not the operator's password");
  private static final Rejection TOO_OFTEN =
      new Rejection(Code.RATE_LIMITED, "too many wrong passwords came from this address");
  private static final String BASIC = "Basic ";
  private static final String WAIT_SECONDS = "6";
  private static final int SC_TOO_MANY_REQUESTS = 429;

  private Proxies proxies;
  private Logins logins;
  private Relay relay;
  private byte[] password;

  /** For the container's proxy. */
  protected OperatorLogin() {}

  @Inject
  public OperatorLogin(Settings settings, Proxies proxies, Logins logins, Relay relay) {
    this.logins = logins;
    this.relay = relay;
    this.proxies = proxies;
    password = settings.operation().adminPassword().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public AuthenticationStatus validateRequest(
      HttpServletRequest request, HttpServletResponse response, HttpMessageContext context) {
    if (!context.isAuthenticationRequest()) {
      return context.doNothing();
    }
    String address = addressOf(request);
    String header = request.getHeader("Authorization");
    if (header == null || !header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      return ask(response);
    }
    if (!logins.mayGuess(address)) {
      relay.turnedAway(address, TOO_OFTEN, WHERE);
      response.setHeader("Retry-After", WAIT_SECONDS);
      response.setStatus(SC_TOO_MANY_REQUESTS);
      return AuthenticationStatus.SEND_FAILURE;
    }
    if (isRight(header.substring(BASIC.length()).strip())) {
      logins.guessedRight(address);
      OperatorGate.pass(request);
      return tellServer(context);
    }
    relay.turnedAway(address, WRONG, WHERE);
    return ask(response);
  }

  private String addressOf(HttpServletRequest request) {
    Trail trail = Trail.of(name -> Collections.list(request.getHeaders(name)));
    return proxies.caller(request.getRemoteAddr(), request.isSecure(), trail).address();
  }

  /**
   * For its own records; it may know nobody of that name, and refuse (see {@link OperatorGate}).
   */
  private static AuthenticationStatus tellServer(HttpMessageContext context) {
    try {
      return context.notifyContainerAboutLogin(ROLE, Set.of(ROLE));
    } catch (RuntimeException e) {
      return context.doNothing();
    }
  }

  private static AuthenticationStatus ask(HttpServletResponse response) {
    Answer.guard(response);
    response.setHeader("WWW-Authenticate", "Basic realm=\"Pitwall\", charset=\"UTF-8\"");
    response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
    return AuthenticationStatus.SEND_FAILURE;
  }

  /** Whatever the user's name is. Compares in a time that tells nothing about where they differ. */
  private boolean isRight(String credentials) {
    byte[] pair;
    try {
      pair = Base64.getDecoder().decode(credentials);
    } catch (IllegalArgumentException e) {
      return false;
    }
    int colon = 0;
    while (colon < pair.length && pair[colon] != ':') {
      colon++;
    }
    if (password.length == 0 || colon == pair.length) {
      return false;
    }
    byte[] given = Arrays.copyOfRange(pair, colon + 1, pair.length);
    return MessageDigest.isEqual(password, given);
  }
}
