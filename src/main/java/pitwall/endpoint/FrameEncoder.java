package pitwall.endpoint;

import jakarta.websocket.Encoder;
import pitwall.websocket.TextMessage;

/** From a message to its text, which {@link PlainFormat} has made once for all viewers. */
public class FrameEncoder implements Encoder.Text<TextMessage> {
  @Override
  public String encode(TextMessage message) {
    return message.text();
  }
}
