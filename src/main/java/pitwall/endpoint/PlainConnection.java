package pitwall.endpoint;

import java.util.function.Consumer;
import java.util.function.LongSupplier;
import pitwall.container.Channel;
import pitwall.hub.CloseCode;
import pitwall.hub.Frame;
import pitwall.hub.Transport;
import pitwall.hub.Viewer;
import pitwall.hub.WireFormat;

/**
 * One WebSocket connection as the hub sees it.
 *
 * <p>Thread-safe.
 */
final class PlainConnection implements Viewer {
  private final Channel channel;
  private final LongSupplier nanoTime;
  private volatile long heardAt;
  private volatile CloseCode closedWith;

  PlainConnection(Channel channel) {
    this(channel, System::nanoTime);
  }

  /**
   * @param nanoTime counts nanoseconds, as {@link System#nanoTime} does
   */
  PlainConnection(Channel channel, LongSupplier nanoTime) {
    this.channel = channel;
    this.nanoTime = nanoTime;
    this.heardAt = nanoTime.getAsLong();
  }

  @Override
  public WireFormat format() {
    return PlainFormat.PLAIN;
  }

  @Override
  public Transport transport() {
    return Transport.WEBSOCKET;
  }

  @Override
  public void send(Frame frame, Consumer<Throwable> completion, Runnable confirmed) {
    channel.send(frame.text(PlainFormat.PLAIN), completion, confirmed);
  }

  @Override
  public void close(CloseCode code) {
    closedWith = code;
    channel.close(code.code(), code.reason());
  }

  /** Why this side ended the connection; null when it did not. */
  CloseCode closedWith() {
    return closedWith;
  }

  /** Something arrived: the other side is alive. */
  void heard() {
    heardAt = nanoTime.getAsLong();
  }

  /** How long nothing has arrived, in nanoseconds. */
  long silence() {
    return nanoTime.getAsLong() - heardAt;
  }

  /** For how long a message has been arriving that is not yet whole, in nanoseconds; 0: none. */
  long halfway() {
    return channel.halfwayNanos();
  }

  void ping() {
    channel.ping();
  }
}
