package pitwall.web;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import pitwall.access.Caller;
import pitwall.access.Proxies;
import pitwall.access.Trail;

/**
 * Who asks over HTTP.
 *
 * <p>Thread-safe.
 */
@ApplicationScoped
public class Callers {
  @Inject private Proxies proxies;

  Caller of(HttpServletRequest request) {
    Trail trail = Trail.of(name -> Collections.list(request.getHeaders(name)));
    return proxies.caller(request.getRemoteAddr(), request.isSecure(), trail);
  }
}
