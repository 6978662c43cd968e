package pitwall.ops;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import pitwall.config.Settings;
import pitwall.message.MessageJson;

/**
 * {@code /metrics}, in Prometheus's text format, unless it is switched off.
 *
 * <p>Payara 6.2025.10 puts metrics of its own at {@code /metrics/*} of a root application, unless
 * that is taken by then: so this one is declared, and not added by code, which would be too late,
 * and asks for the password itself where that is set.
 */
@WebServlet({"/metrics", "/metrics/*"})
public class MetricsServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final String TYPE = "text/plain;version=0.0.4;charset=utf-8";

  @Inject private transient Settings settings;
  @Inject private transient Metrics metrics;
  @Inject private transient OperatorGate gate;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Settings.Metrics who = settings.operation().metrics();
    if (who == Settings.Metrics.OFF || request.getPathInfo() != null) {
      Answer.json(
          response,
          HttpServletResponse.SC_NOT_FOUND,
          MessageJson.error("not_found", "there are no metrics here"));
    } else if (who == Settings.Metrics.OPEN || gate.opensFor(request, response)) {
      Answer.write(response, HttpServletResponse.SC_OK, TYPE, metrics.gather());
    }
  }
}
