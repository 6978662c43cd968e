package pitwall.it;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Socket.IO 5 client on either transport, so far as the contract needs it: it keeps the texts
 * that official clients would have parsed.
 */
public abstract class SocketIoWire extends Client {
  private static final Pattern EVENT = Pattern.compile("42\\[\"(\\w+)\",(.*)]", Pattern.DOTALL);
  private static final long PATIENCE_SECONDS = 20;

  private final CountDownLatch connected = new CountDownLatch(1);

  /** Sends one Engine.IO packet. */
  abstract void packet(String packet);

  /** To be called by the transport with each packet, in order. */
  protected final void take(String packet) {
    switch (packet.charAt(0)) {
      case '0' -> packet("40");
      case '2' -> packet("3");
      case '4' -> message(packet);
      default -> {}
    }
  }

  private void message(String packet) {
    Matcher event = EVENT.matcher(packet);
    if (event.matches()) {
      hear(event.group(1), event.group(2));
    } else if (packet.startsWith("40{\"sid\":")) {
      connected.countDown();
    } else {
      throw new AssertionError("no packet of the contract: " + packet);
    }
  }

  protected final void awaitConnected() {
    try {
      if (!connected.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("not connected within " + PATIENCE_SECONDS + " s");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void say(String event, String data) {
    packet("42[\"" + event + "\"," + data + ']');
  }
}
