package pitwall.engineio;

import jakarta.websocket.Encoder;
import pitwall.websocket.TextMessage;

/** From a packet to its text. Public for the container. */
public final class TextEncoder implements Encoder.Text<TextMessage> {
  @Override
  public String encode(TextMessage message) {
    return message.text();
  }
}
