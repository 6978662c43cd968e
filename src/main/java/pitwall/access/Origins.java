package pitwall.access;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Locale;
import pitwall.config.Settings;

/**
 * Which pages may talk to the relay from a browser (RFC 6454): any, unless the operator has listed
 * them, and the relay's own always. Who is no browser sends no origin, or any it likes: this keeps
 * other people's pages from using a visitor's browser, and nothing else.
 *
 * <p>Thread-safe.
 */
@ApplicationScoped
public class Origins {
  private List<String> listed = List.of();
  private String publicUrl = "";

  /** For the container's proxy. */
  protected Origins() {}

  @Inject
  public Origins(Settings settings) {
    listed = settings.access().origins();
    publicUrl = settings.publicUrl();
  }

  /** Whether pages of any origin may. */
  public boolean any() {
    return listed.isEmpty();
  }

  /**
   * Whether a page may talk to the relay.
   *
   * @param origin the page's, null when the request names none
   * @param baseUrl where the request reached the relay, {@link Caller#baseUrl} or longer
   */
  public boolean allows(String origin, String baseUrl) {
    return origin == null
        || any()
        || listed.contains(origin.toLowerCase(Locale.ROOT))
        || isOwn(origin, baseUrl);
  }

  /**
   * Whether a page is one of the relay's own. The scheme is not compared: behind a proxy that is
   * not named as such, this side sees http where the browser sees https.
   */
  public boolean isOwn(String origin, String baseUrl) {
    String page = host(origin);
    return !page.isEmpty() && (page.equals(host(baseUrl)) || page.equals(host(publicUrl)));
  }

  /** The host, and the port unless it is a scheme's own, which browsers leave out. */
  private static String host(String url) {
    int start = url.indexOf("://");
    if (start < 0) {
      return "";
    }
    String host = url.substring(start + "://".length()).toLowerCase(Locale.ROOT);
    int path = host.indexOf('/');
    return (path < 0 ? host : host.substring(0, path)).replaceFirst(":(80|443)$", "");
  }

  /**
   * What {@code Access-Control-Allow-Origin} is to say to a page that may.
   *
   * @param origin null: then nothing, unless any may
   */
  public String allowed(String origin) {
    return any() ? "*" : origin;
  }
}
