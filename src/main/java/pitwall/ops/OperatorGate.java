package pitwall.ops;

import static jakarta.security.enterprise.authentication.mechanism.http.AuthenticationParameters.withParams;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.security.enterprise.SecurityContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

/**
 * Stands before what is the operator's alone, and has {@link OperatorLogin} ask who comes.
 *
 * <p>No security constraints are declared: those would ask the server which roles a caller has, and
 * WildFly 39, as it comes, knows no callers but those of its own user files. What counts is that
 * the login has let this very request pass; a server that does not call it opens nothing.
 *
 * <p>Thread-safe.
 */
@ApplicationScoped
public class OperatorGate {
  private static final String PASSED = OperatorGate.class.getName();

  @Inject private SecurityContext security;

  /** Whether the operator asks. If not, the response says so already. */
  boolean opensFor(HttpServletRequest request, HttpServletResponse response) {
    request.removeAttribute(PASSED);
    security.authenticate(request, response, withParams());
    if (request.getAttribute(PASSED) != null) {
      return true;
    }
    if (response.getStatus() == HttpServletResponse.SC_OK && !response.isCommitted()) {
      response.setStatus(HttpServletResponse.SC_FORBIDDEN);
    }
    return false;
  }

  /** The login has seen the password with this request. */
  static void pass(HttpServletRequest request) {
    request.setAttribute(PASSED, true);
  }
}
