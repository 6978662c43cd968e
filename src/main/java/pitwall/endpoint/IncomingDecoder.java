package pitwall.endpoint;

import jakarta.websocket.Decoder;
import pitwall.message.Envelope;
import pitwall.message.MessageJson;
import pitwall.message.Rejection;

/** From a text frame to what it means. Never throws: see {@link Incoming}. */
public class IncomingDecoder implements Decoder.Text<Incoming> {
  @Override
  public Incoming decode(String text) {
    Envelope envelope;
    try {
      envelope = Envelope.read(text);
    } catch (Rejection refusal) {
      return new Incoming(text, null, refusal, null, null);
    }
    try {
      return new Incoming(text, MessageJson.bind(envelope), null, envelope.event(), envelope.id());
    } catch (Rejection refusal) {
      return new Incoming(text, null, refusal, envelope.event(), envelope.id());
    }
  }

  @Override
  public boolean willDecode(String text) {
    return true;
  }
}
