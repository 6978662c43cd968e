package pitwall.container;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;

/** Any other server: nothing beyond the standard. Monitors then need their token to come back. */
enum UnknownHost implements WebSocketHost {
  INSTANCE;

  @Override
  public String address(Session session) {
    return "";
  }

  @Override
  public void boundQueue(Session session, int bytes) {}

  @Override
  public Line line(Session session) throws ReflectiveOperationException {
    throw new ClassNotFoundException("no line known for " + session.getClass().getName());
  }

  @Override
  public CloseReason explain(Session session, CloseReason reason) {
    return reason;
  }

  @Override
  public void sever(Session session) {}
}
