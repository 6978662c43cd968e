package pitwall.endpoint;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import pitwall.access.Caller;
import pitwall.access.Connections;
import pitwall.access.Origins;
import pitwall.access.Proxies;
import pitwall.access.Trail;
import pitwall.message.Code;
import pitwall.message.MessageJson;
import pitwall.message.Rejection;
import pitwall.relay.Relay;

/**
 * Refuses a WebSocket before it is one: a page that may not talk to the relay, and a connection too
 * many. A filter, since it comes before the server's own upgrade; {@code checkOrigin} of the
 * standard does not tell which host was asked.
 */
@WebFilter(
    filterName = "Admission",
    urlPatterns = {MonitorEndpoint.PATH, DashboardEndpoint.PATH},
    asyncSupported = true)
public class Admission extends HttpFilter {
  private static final long serialVersionUID = 1L;
  private static final int TOO_MANY_REQUESTS = 429;

  @Inject private transient Proxies proxies;
  @Inject private transient Origins origins;
  @Inject private transient Connections connections;
  @Inject private transient Relay relay;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Trail trail = Trail.of(name -> Collections.list(request.getHeaders(name)));
    Caller caller = proxies.caller(request.getRemoteAddr(), request.isSecure(), trail);
    try {
      if (!origins.allows(request.getHeader("Origin"), caller.baseUrl())) {
        throw new Rejection(
            Code.UNAUTHORIZED, "pages of that origin may not talk to this relay: pitwall.origins");
      }
      connections.check(caller.address());
    } catch (Rejection refusal) {
      relay.turnedAway(caller.address(), refusal, "handshake");
      refuse(response, refusal);
      return;
    }
    chain.doFilter(request, response);
  }

  private static void refuse(HttpServletResponse response, Rejection refusal) {
    response.setStatus(
        switch (refusal.code()) {
          case SERVER_BUSY -> HttpServletResponse.SC_SERVICE_UNAVAILABLE;
          case RATE_LIMITED -> TOO_MANY_REQUESTS;
          default -> HttpServletResponse.SC_FORBIDDEN;
        });
    response.setContentType("application/json;charset=UTF-8");
    response.setHeader("Cache-Control", "no-store");
    byte[] body = MessageJson.error(refusal).getBytes(StandardCharsets.UTF_8);
    try {
      response.getOutputStream().write(body);
    } catch (IOException e) {
      // The client has gone: servers would write a stack trace for each.
    }
  }
}
