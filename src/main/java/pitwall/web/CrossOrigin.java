package pitwall.web;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import pitwall.access.Caller;
import pitwall.access.Origins;
import pitwall.message.Code;
import pitwall.message.MessageJson;
import pitwall.message.Rejection;
import pitwall.relay.Relay;

/**
 * Which pages may ask the API (Fetch, "CORS protocol"). The operator's part of it is for the
 * relay's own pages alone: a browser that knows the password would add it to anybody's request.
 */
@WebFilter(filterName = "CrossOrigin", urlPatterns = "/api/*", asyncSupported = true)
public class CrossOrigin extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final String OPERATORS = "/api/admin";
  private static final Rejection FOREIGN =
      new Rejection(Code.UNAUTHORIZED, "pages of that origin may not ask this");

  @Inject private transient Origins origins;
  @Inject private transient Callers callers;
  @Inject private transient Relay relay;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    String origin = request.getHeader("Origin");
    Caller caller = callers.of(request);
    String baseUrl = caller.baseUrl();
    boolean own = origin == null || origins.isOwn(origin, baseUrl);
    boolean forAll = !isOperators(request);
    if (!own && !(forAll && origins.allows(origin, baseUrl))) {
      refuse(response, caller.address());
      return;
    }
    if (forAll) {
      String readableBy = origins.allowed(origin);
      if (readableBy != null) {
        response.setHeader("Access-Control-Allow-Origin", readableBy);
      }
      if (!"*".equals(readableBy)) {
        response.addHeader("Vary", "Origin");
      }
    }
    if (forAll && isPreflight(request)) {
      response.setHeader("Access-Control-Allow-Methods", "GET, POST");
      response.setHeader("Access-Control-Allow-Headers", "Authorization, Pitwall-Pin");
      response.setHeader("Access-Control-Max-Age", "86400");
      response.setStatus(HttpServletResponse.SC_NO_CONTENT);
      return;
    }
    chain.doFilter(request, new QuietResponse(response));
  }

  private static boolean isOperators(HttpServletRequest request) {
    return OPERATORS.equals(request.getServletPath()); // a servlet of its own: the rest is its info
  }

  private static boolean isPreflight(HttpServletRequest request) {
    return request.getMethod().equals("OPTIONS")
        && request.getHeader("Access-Control-Request-Method") != null;
  }

  private void refuse(HttpServletResponse response, String address) throws IOException {
    relay.turnedAway(address, FOREIGN, "api");
    response.setStatus(HttpServletResponse.SC_FORBIDDEN);
    response.setContentType(Answers.JSON);
    response.setHeader("Cache-Control", "no-store");
    String body =
        MessageJson.error("forbidden", "pages of that origin may not ask this: pitwall.origins");
    Answers.write(response, body.getBytes(StandardCharsets.UTF_8));
  }
}
