package pitwall.ops;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import pitwall.container.Handshakes;
import pitwall.engineio.Query;
import pitwall.message.Code;
import pitwall.message.MessageJson;

/**
 * Lets new connections in, or sends them away with 503 and {@code server_busy} while the relay has
 * no room for them. Who is in stays in: a Socket.IO client that polls names its session. Handshakes
 * that would harm the server never get further than this.
 *
 * <p>Thread-safe.
 */
@ApplicationScoped
public class Doorkeeper implements Filter {
  /** Where the plain wire begins, whose connections have no other name. */
  static final String PLAIN = "/ws/";

  private static final String COME_BACK_SECONDS = "5";
  private static final String HASTY =
      MessageJson.error("bad_request", "wait for the answer before you send a WebSocket frame");

  private final LongAdder refused = new LongAdder();
  private Condition condition;

  /** For the container's proxy. */
  protected Doorkeeper() {}

  @Inject
  public Doorkeeper(Condition condition) {
    this.condition = condition;
  }

  /** How many were sent away. */
  public long refused() {
    return refused.sum();
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    HttpServletResponse answer = (HttpServletResponse) response;
    if (Handshakes.isHasty((HttpServletRequest) request)) {
      answer.setHeader("Connection", "close");
      Answer.json(answer, HttpServletResponse.SC_BAD_REQUEST, HASTY);
      return;
    }
    Optional<String> closed = condition.closedBecause();
    if (closed.isEmpty() || isKnown((HttpServletRequest) request)) {
      chain.doFilter(request, response);
      return;
    }
    refused.increment();
    answer.setHeader("Retry-After", COME_BACK_SECONDS);
    Answer.json(
        answer,
        HttpServletResponse.SC_SERVICE_UNAVAILABLE,
        MessageJson.error(
            Code.SERVER_BUSY.toString(), closed.get() + ": come back a little later"));
  }

  private static boolean isKnown(HttpServletRequest request) {
    boolean plain = request.getServletPath().startsWith(PLAIN);
    return !plain && !new Query(request.getQueryString()).get("sid").isEmpty();
  }
}
