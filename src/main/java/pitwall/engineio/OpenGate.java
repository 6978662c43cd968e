package pitwall.engineio;

import jakarta.servlet.http.HttpServletRequest;

/** Everyone may come, and is who the server sees. */
final class OpenGate implements EngineGate {
  private static final String HOST_SYNTAX =
      "[A-Za-z0-9._-]{1,253}(:\\d{1,5})?|\\[[0-9a-fA-F:.]{2,45}](:\\d{1,5})?";

  @Override
  public EngineClient client(HttpServletRequest request) {
    String host = request.getHeader("Host");
    return new EngineClient(
        request.getRemoteAddr(),
        request.getScheme()
            + "://"
            + (host != null && host.matches(HOST_SYNTAX) ? host : "localhost")
            + request.getContextPath());
  }

  @Override
  public boolean allows(String origin, EngineClient client) {
    return true;
  }

  @Override
  public String readableBy(String origin) {
    return "*"; // no cookies here, so no credentials
  }

  @Override
  public EngineError enter(EngineClient client) {
    return null;
  }

  @Override
  public void left(EngineClient client) {
    // Nobody counts.
  }
}
