package pitwall.it;

/** What a {@link RedeployHost} does when it is asked to, over JMX: hence public. */
public interface RedeployDoor {
  /**
   * Deploys a WAR at the root.
   *
   * @param name to undeploy it by
   */
  void deploy(String name, String war) throws ReflectiveOperationException;

  void undeploy(String name) throws ReflectiveOperationException;
}
