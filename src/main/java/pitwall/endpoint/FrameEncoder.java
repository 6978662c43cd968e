package pitwall.endpoint;

import jakarta.websocket.Encoder;
import pitwall.hub.Frame;

/** From a frame to its text, which is made once for all viewers: {@link PlainFormat} does it. */
public class FrameEncoder implements Encoder.Text<Frame> {
  @Override
  public String encode(Frame frame) {
    return frame.text(PlainFormat.PLAIN);
  }
}
