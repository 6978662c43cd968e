package pitwall.container;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/**
 * The bytes of a WebSocket connection, below the server's own WebSocket and above TLS, if any.
 *
 * <p>Thread-safe.
 */
interface Line {
  /** What arrives on a line. Called for one event at a time. */
  interface Reader {
    /** Bytes; to be taken before the call returns. */
    void read(ByteBuffer bytes);

    /** Nothing more will arrive. May be called more than once. */
    void ended();
  }

  /**
   * Begins to read, in place of the server. To be called once, from within {@code @OnOpen}.
   *
   * @throws ReflectiveOperationException this server is not what it was taken for; nothing has
   *     changed
   */
  void open(Reader reader) throws ReflectiveOperationException;

  /**
   * Writes bytes after those of all earlier calls. Never blocks.
   *
   * @param done called once, with null when the kernel has taken the bytes or with what went wrong;
   *     from any thread, also from within this call
   */
  void write(ByteBuffer bytes, Consumer<Throwable> done);

  /** Writes as {@link #write} does, and nothing afterwards: later writes fail. */
  void writeLast(ByteBuffer bytes, Consumer<Throwable> done);

  /** Closes without a word, whatever still waits. */
  void close();
}
