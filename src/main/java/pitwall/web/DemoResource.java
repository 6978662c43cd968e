package pitwall.web;

import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import pitwall.config.Settings;
import pitwall.demo.DemoMonitor;
import pitwall.message.MessageJson;
import pitwall.message.Rejection;
import pitwall.message.SessionId;

/** The home page's button. Not there at all with {@code pitwall.demo=false}. */
@Path("/demo")
public class DemoResource {
  @Inject private Settings settings;
  @Inject private DemoMonitor demo;
  @Inject private Callers callers;

  /** {@code {"available": true, "running": false}}. */
  public record Availability(boolean available, boolean running) {}

  /** {@code {"session_id": "…", "dashboard_url": "…"}}. */
  public record Started(SessionId sessionId, String dashboardUrl) {}

  @GET
  public Response availability() {
    if (!settings.demo()) {
      return switchedOff();
    }
    return Answers.ok(MessageJson.toJson(new Availability(true, demo.running())));
  }

  @POST
  public Response start(@Context HttpServletRequest request) {
    if (!settings.demo()) {
      return switchedOff();
    }
    try {
      SessionId session = demo.start();
      String base =
          settings.publicUrl().isEmpty()
              ? callers.of(request).baseUrl() + request.getContextPath()
              : settings.publicUrl();
      return Answers.ok(
          MessageJson.toJson(new Started(session, base + "/dashboard/" + session.value())));
    } catch (Rejection refusal) {
      return Answers.refusal(refusal);
    }
  }

  private static Response switchedOff() {
    return Answers.notFound("the demo is switched off on this relay");
  }
}
