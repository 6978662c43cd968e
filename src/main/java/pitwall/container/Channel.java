package pitwall.container;

import jakarta.websocket.CloseReason;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import pitwall.websocket.TextMessage;

/**
 * One WebSocket connection, as fast as its server lets it be: a {@link RawChannel} where the bare
 * connection is in reach, a {@link StandardChannel} anywhere else.
 *
 * <p>Thread-safe. Data messages are sent one at a time: the next one after the last one's
 * completion.
 */
public interface Channel {
  /** The address of the client as the server sees it; empty when it does not tell. */
  String address();

  /**
   * Begins to send a text. Does not block. May throw, which counts as a failure.
   *
   * @param done called once, with null when the transport has taken it or with what went wrong;
   *     from any thread, also from within this call
   * @param confirmed called once when the client has taken all that was sent up to here, which it
   *     is asked for with a ping right behind; never when the connection ends first. Null: it is
   *     not asked. A question asked while another is open takes its place.
   */
  void send(TextMessage message, Consumer<Throwable> done, Runnable confirmed);

  /** Begins to send a binary message, as a text. */
  void send(ByteBuffer data, Consumer<Throwable> done);

  /**
   * For how long a message has been on its way of which a part has arrived, in nanoseconds; 0 when
   * there is none, or when the server alone knows.
   */
  long halfwayNanos();

  /** Asks for a sign of life, which comes as {@link Receiver#heard}. May throw. */
  void ping();

  /**
   * Begins to close: sends a close frame and, when the client does not answer it within 10 s, drops
   * the connection. Returns at once; only the first call counts.
   */
  void close(int code, String reason);

  /**
   * Why the connection really ends. To be called from within {@code @OnClose}, where it may still
   * tell the client the right reason in place of a wrong one.
   *
   * @param theirs what the container says
   * @return the code that counts: RFC 6455, 7.4
   */
  int closed(CloseReason theirs);

  /**
   * Who hears what arrives, one message at a time; {@link #closed} may come meanwhile. On the
   * standard path the container hands texts and binary data to the endpoint itself.
   */
  interface Receiver {
    void text(String text);

    void binary(byte[] data);

    /** A sign of life: a pong. */
    void heard();

    /**
     * Nothing more is to be expected from this connection. May come more than once, and the
     * container's {@code @OnClose} before or after it.
     *
     * @param code RFC 6455, 7.4; 1006 when there was no close frame
     */
    void closed(int code);
  }
}
