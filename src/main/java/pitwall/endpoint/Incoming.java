package pitwall.endpoint;

import pitwall.message.Inbound;
import pitwall.message.JsonText;
import pitwall.message.Rejection;

/**
 * A frame that has arrived: a message, or why it is none.
 *
 * <p>A decoder that threw would leave it to the server what becomes of the connection; so a refusal
 * is a result like any other.
 *
 * @param text the frame
 * @param message null when the frame was refused
 * @param refusal null when it was not
 * @param event what the frame said it was, null when that could not be told
 * @param id what to acknowledge with, null when there is nothing to acknowledge
 */
public record Incoming(String text, Inbound message, Rejection refusal, String event, JsonText id) {
  /** Whether the frame has more bytes than that in UTF-8. */
  boolean largerThan(int bytes) {
    return text.length() > bytes || text.length() > bytes / 3 && JsonText.utf8(text) > bytes;
  }
}
