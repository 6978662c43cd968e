package pitwall.engineio;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** A WebSocket that keeps what it is sent. */
public final class FakeWire implements Wire {
  final EngineSession session;
  private final List<Packet> sent = new ArrayList<>();
  private Consumer<Throwable> inFlight;
  private boolean slow;
  private EngineClose closed;
  Error broken;

  FakeWire(EngineSession session) {
    this.session = session;
  }

  /** From now on sends complete only when {@link #take} is called. */
  FakeWire slow() {
    slow = true;
    return this;
  }

  @Override
  public void send(Packet packet, Consumer<Throwable> completion, Runnable confirmed) {
    if (broken != null) {
      throw broken;
    }
    if (inFlight != null) {
      throw new IllegalStateException("two sends at a time");
    }
    sent.add(packet);
    if (slow) {
      inFlight = completion;
    } else {
      completion.accept(null);
    }
  }

  void take() {
    Consumer<Throwable> completion = inFlight;
    inFlight = null;
    completion.accept(null);
  }

  void fail() {
    inFlight.accept(new IOException("reset by peer"));
  }

  @Override
  public void close(EngineClose reason) {
    if (closed == null) {
      closed = reason;
    }
  }

  /** What has been sent since the last call, binary as {@code b} and base64. */
  public List<String> read() {
    List<String> packets = sent.stream().map(Packet::polled).toList();
    sent.clear();
    return packets;
  }

  /** The client says something. */
  public void say(String... packets) {
    for (String packet : packets) {
      try {
        session.received(this, Packet.parsePolled(packet));
      } catch (BadPacketException e) {
        session.wireLost(this, EngineClose.BAD_PACKET);
      }
    }
  }

  /** The connection breaks. */
  public void breaks() {
    session.wireLost(this, new EngineClose(1006, "closed with 1006"));
  }

  /** The transport's secret, which nobody else may be told. */
  public String sessionId() {
    return session.id();
  }

  /** Why the server closed it, null while it is open. */
  public EngineClose closed() {
    return closed;
  }
}
