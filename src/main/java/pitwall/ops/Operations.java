package pitwall.ops;

import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.Servlet;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.annotation.WebListener;
import java.util.EnumSet;
import pitwall.config.Settings;

/**
 * Puts what the settings ask for at its paths. By code and not by annotations: what is switched off
 * is not there at all.
 */
@WebListener
public class Operations implements ServletContextListener {
  @Inject private Settings settings;
  @Inject private Doorkeeper doorkeeper;
  @Inject private AdminApi api;
  @Inject private OperatorGate gate;

  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext application = event.getServletContext();
    Settings.Operation operation = settings.operation();
    FilterRegistration.Dynamic door = application.addFilter("door", doorkeeper);
    door.setAsyncSupported(true);
    door.addMappingForUrlPatterns(
        EnumSet.of(DispatcherType.REQUEST),
        false,
        Doorkeeper.PLAIN + "*",
        settings.socketIo().path() + "/*");

    if (operation.hasAdmin()) {
      add(application, "admin page", new AdminPage(gate), "/admin");
      add(application, "admin API", new AdminServlet(api, gate), "/api/admin/*");
    }
  }

  private static void add(ServletContext application, String name, Servlet servlet, String path) {
    application.addServlet(name, servlet).addMapping(path);
  }
}
