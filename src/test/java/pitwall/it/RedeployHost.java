package pitwall.it;

import java.io.File;
import java.lang.management.ManagementFactory;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.StandardMBean;

/**
 * A door in a running Payara Micro, which has none itself: what is deployed there can be taken away
 * and brought back. An agent; it names the server by reflection, so that building the tests does
 * not take one.
 */
public final class RedeployHost implements RedeployDoor {
  static final String NAME = "pitwall.it:type=RedeployHost";

  private final Object runtime;

  private RedeployHost() throws ReflectiveOperationException {
    Class<?> micro = Class.forName("fish.payara.micro.PayaraMicro");
    runtime = micro.getMethod("getRuntime").invoke(micro.getMethod("getInstance").invoke(null));
  }

  /** Called by the JVM that has been asked to load this. */
  public static void agentmain(String none) throws ReflectiveOperationException, JMException {
    ManagementFactory.getPlatformMBeanServer()
        .registerMBean(
            new StandardMBean(new RedeployHost(), RedeployDoor.class), new ObjectName(NAME));
  }

  @Override
  public void deploy(String name, String war) throws ReflectiveOperationException {
    Object done =
        runtime
            .getClass()
            .getMethod("deploy", String.class, String.class, File.class)
            .invoke(runtime, name, "/", new File(war));
    if (!done.equals(true)) {
      throw new IllegalStateException("not deployed: " + war);
    }
  }

  @Override
  public void undeploy(String name) throws ReflectiveOperationException {
    runtime.getClass().getMethod("undeploy", String.class).invoke(runtime, name);
  }
}
