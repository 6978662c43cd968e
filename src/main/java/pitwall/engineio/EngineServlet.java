package pitwall.engineio;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;

/**
 * All requests to the server's path: handshakes, polls, posts, and WebSockets before they are any.
 *
 * <p>Thread-safe. None of them holds a thread for longer than a moment: a poll that waits and a
 * body that has not come along are left to {@link WaitingGet} and {@link ArrivingPost}. But over
 * HTTP/2 a few bodies at a time are read by the request's own thread: there Payara 6.2025.10 does
 * not say what came along, and its web-async threads fail with stack traces when it reads
 * asynchronously, since they come late to a request that has its answer.
 */
final class EngineServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  // Of sixteen threads that WildFly has for each, and Payara of two hundred in all.
  private static final int READERS_A_CORE = 4;

  private final transient EngineServer server;
  private final transient WebSocketUpgrade webSockets;
  private final transient ScheduledExecutorService executor;
  private final transient Semaphore readers =
      new Semaphore(READERS_A_CORE * Runtime.getRuntime().availableProcessors());

  EngineServlet(
      EngineServer server, WebSocketUpgrade webSockets, ScheduledExecutorService executor) {
    this.server = server;
    this.webSockets = webSockets;
    this.executor = executor;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    String origin = request.getHeader("Origin");
    EngineClient client = server.gate().client(request);
    boolean allowed = server.gate().allows(origin, client);
    Replies.prepare(response, allowed ? server.gate().readableBy(origin) : null);
    if (!allowed) {
      Replies.refuse(response, EngineError.FORBIDDEN);
      return;
    }
    if (request.getMethod().equals("OPTIONS")) {
      Replies.preflight(request, response);
      return;
    }
    Query query = new Query(request.getQueryString());
    EngineError error;
    try {
      error =
          switch (query.get("transport")) {
            case "polling" -> polling(request, response, query, client);
            case "websocket" -> webSocket(request, response, query, client);
            default -> EngineError.UNKNOWN_TRANSPORT;
          };
    } catch (EngineRefusal refusal) {
      error = refusal.error();
    }
    if (error != null) {
      Replies.refuse(response, error);
    }
  }

  private EngineError polling(
      HttpServletRequest request, HttpServletResponse response, Query query, EngineClient client)
      throws IOException, EngineRefusal {
    boolean get = request.getMethod().equals("GET");
    String sid = query.get("sid");
    EngineSession session;
    if (sid.isEmpty()) {
      EngineError error = handshakeError(get, query);
      if (error != null) {
        return error;
      }
      session = server.open(client, false);
    } else {
      session = server.find(sid);
      if (session == null) {
        return EngineError.UNKNOWN_SID;
      }
    }
    if (get) {
      WaitingGet waiting =
          new WaitingGet(session, request, response, executor, server.options().compressFrom());
      session.poll(waiting);
      waiting.leave();
      return null;
    }
    return request.getMethod().equals("POST")
        ? post(request, response, session)
        : EngineError.BAD_REQUEST;
  }

  private static EngineError handshakeError(boolean get, Query query) {
    if (!get) {
      return EngineError.BAD_HANDSHAKE_METHOD;
    }
    return query.get("EIO").equals("4") ? null : EngineError.UNSUPPORTED_VERSION;
  }

  private EngineError post(
      HttpServletRequest request, HttpServletResponse response, EngineSession session)
      throws IOException {
    EngineError error = session.posts();
    if (error != null) {
      return error;
    }
    try {
      return arriving(request, response, session);
    } catch (IOException | RuntimeException e) {
      session.close(EngineClose.LOST); // it has to be told how its POST ended
      throw e;
    }
  }

  private EngineError arriving(
      HttpServletRequest request, HttpServletResponse response, EngineSession session)
      throws IOException {
    ServletInputStream in = request.getInputStream();
    long length = request.getContentLengthLong();
    if (length >= 0 && length <= server.options().maxPayload()) {
      if (in.available() >= length) { // the usual case: all of it came along
        return posted(in, (int) length, response, session);
      }
      if (request.getProtocol().startsWith("HTTP/2") && readers.tryAcquire()) {
        try {
          return posted(in, (int) length, response, session);
        } finally {
          readers.release();
        }
      }
    }
    LateAnswer late = new LateAnswer(request, response, executor, () -> {});
    new ArrivingPost(server, session, in, length, refusal -> Replies.give(late, refusal)).begin();
    return null;
  }

  private static EngineError posted(
      ServletInputStream in, int length, HttpServletResponse response, EngineSession session)
      throws IOException {
    byte[] body;
    try {
      body = in.readNBytes(length);
    } catch (IOException e) {
      body = new byte[0];
    }
    if (body.length < length) { // the client has gone in the middle of it
      session.close(EngineClose.LOST);
      return EngineError.BAD_REQUEST;
    }
    EngineError error = session.posted(new String(body, StandardCharsets.UTF_8));
    if (error == null) {
      Replies.write(response, HttpServletResponse.SC_OK, Replies.TEXT, Replies.OK);
    }
    return error;
  }

  private EngineError webSocket(
      HttpServletRequest request, HttpServletResponse response, Query query, EngineClient client)
      throws ServletException, IOException, EngineRefusal {
    String sid = query.get("sid");
    EngineSession session = sid.isEmpty() ? null : server.find(sid);
    if (session == null && !sid.isEmpty()) {
      return EngineError.UNKNOWN_SID;
    }
    boolean get = request.getMethod().equals("GET");
    if (session == null) {
      EngineError error = handshakeError(get, query);
      if (error != null) {
        return error;
      }
    }
    if (!get || !isWebSocketHandshake(request)) {
      return EngineError.BAD_REQUEST;
    }
    if (session == null) {
      session = server.open(client, true);
    }
    try {
      webSockets.upgrade(request, response, session);
    } catch (ServletException | IOException | RuntimeException e) {
      if (sid.isEmpty()) {
        session.close(EngineClose.LOST); // nobody will ever come for it
      }
      throw e;
    }
    return null;
  }

  /** RFC 6455, 4.2.1: what containers refuse in words of their own, or pass over in silence. */
  private static boolean isWebSocketHandshake(HttpServletRequest request) {
    String connection = request.getHeader("Connection");
    return "websocket".equalsIgnoreCase(request.getHeader("Upgrade"))
        && connection != null
        && connection.toLowerCase(Locale.ROOT).contains("upgrade")
        && "13".equals(request.getHeader("Sec-WebSocket-Version"))
        && request.getHeader("Sec-WebSocket-Key") != null;
  }
}
