package pitwall.engineio;

import java.nio.ByteBuffer;
import java.util.function.Consumer;
import pitwall.container.Channel;

/**
 * The sending side of one WebSocket connection.
 *
 * <p>Thread-safe, as far as {@link Wire} asks for it.
 */
record WebSocketWire(Channel channel) implements Wire {
  @Override
  public void send(Packet packet, Consumer<Throwable> completion, Runnable confirmed) {
    if (packet.data() != null) {
      channel.send(ByteBuffer.wrap(packet.data()), completion);
    } else {
      channel.send(packet.wire(), completion, confirmed);
    }
  }

  @Override
  public void close(EngineClose reason) {
    channel.close(reason.code(), reason.reason());
  }
}
