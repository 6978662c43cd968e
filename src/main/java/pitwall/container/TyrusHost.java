package pitwall.container;

import jakarta.websocket.CloseReason;
import jakarta.websocket.Session;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.glassfish.tyrus.core.TyrusSession;
import org.glassfish.tyrus.core.TyrusWebSocket;
import pitwall.websocket.Frames;

/**
 * Payara and GlassFish: Tyrus on Catalina on Grizzly. Seen with Payara Micro 6.2025.10 (Tyrus
 * 2.1.5).
 *
 * <p>A session's {@code close} does not wait for the other side's answer, it closes the socket and
 * recycles the request that the connection began with. Where that happens on a thread of ours while
 * the answer is being read by one of the server's, Grizzly's pool gets the request twice, and two
 * later requests share it: null pointers in unrelated places, right when clients come and go fast.
 * So {@code close} here sends the frame alone, and the server closes when it reads the answer.
 *
 * <p>Grizzly queues four times the kernel's send buffer before it says that a connection is full:
 * 10 MB for each viewer that has stopped to read. The queue's bound can be set on Grizzly's
 * connection alone, which is six objects below the session. The stalled viewer's test would notice
 * if that were no longer needed, or no longer worked.
 */
enum TyrusHost implements WebSocketHost {
  INSTANCE;

  private static final String OVERFLOW = "Buffer overflow.";
  private static final CloseReason TOO_BIG =
      new CloseReason(CloseReason.CloseCodes.TOO_BIG, "message too big");
  private static final Logger LOG = System.getLogger(TyrusHost.class.getName());
  private final AtomicBoolean told = new AtomicBoolean();

  @Override
  public String address(Session session) {
    String address = ((TyrusSession) session).getRemoteAddr();
    return address == null ? "" : address;
  }

  @Override
  public void boundQueue(Session session, int bytes) {
    try {
      GrizzlyLine.connection(session).setMaxAsyncWriteQueueSize(bytes);
    } catch (ReflectiveOperationException | LinkageError | RuntimeException e) {
      if (told.compareAndSet(false, true)) {
        LOG.log(
            Level.WARNING,
            "This server is none that is known: it may keep megabytes for a viewer that stops to"
                + " read ({0})",
            e.toString());
      }
    }
  }

  /**
   * A frame beyond Tyrus's incoming buffer (4 MB) would be closed with 1011, "Buffer overflow.".
   * When it calls {@code @OnClose} its own close frame has not left yet, and the first one counts.
   */
  @Override
  public CloseReason explain(Session session, CloseReason reason) {
    if (!OVERFLOW.equals(reason.getReasonPhrase())) {
      return reason;
    }
    try {
      Object remote = Internals.field(session, "asyncRemote"); // the getter refuses by now
      ((TyrusWebSocket) Internals.field(remote, "webSocket")).close(TOO_BIG);
      return TOO_BIG;
    } catch (ReflectiveOperationException | RuntimeException e) {
      return reason; // another version: it says what it says
    }
  }

  @Override
  public void stop() {
    try {
      GrizzlyFilter.closeAll(); // clients that have not answered the close frame
      GrizzlyStrategy.uninstallAll();
    } catch (LinkageError e) {
      // There was no Grizzly to begin with.
    }
  }

  @Override
  public Line line(Session session) throws ReflectiveOperationException {
    return new GrizzlyLine(session);
  }

  @Override
  public void close(Session session, CloseReason reason) throws IOException {
    try {
      ByteBuffer frame = Frames.close(reason.getCloseCode().getCode(), reason.getReasonPhrase());
      ((TyrusWebSocket) Internals.field(session.getAsyncRemote(), "webSocket")).sendRawFrame(frame);
    } catch (ReflectiveOperationException | RuntimeException e) {
      session.close(reason);
    }
  }

  @Override
  public void sever(Session session) {
    try {
      if (session.isOpen()) {
        session.close();
      }
    } catch (IOException | IllegalStateException e) {
      // It has closed in this moment.
    }
  }
}
