package pitwall.hub;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import pitwall.message.Outbound;
import pitwall.message.Outbound.RelayError;
import pitwall.message.Outbound.SessionStatus;
import pitwall.message.Outbound.Update;

/**
 * A viewer that remembers what it was sent. It takes frames at once, or one at a time when a test
 * says so.
 *
 * <p>Thread-safe.
 */
public class FakeViewer implements Viewer {
  private record Send(Consumer<Throwable> completion, Runnable confirmed) {
    void take() {
      completion.accept(null);
      if (confirmed != null) {
        confirmed.run();
      }
    }
  }

  private final boolean prompt;
  private final List<Frame> frames = Collections.synchronizedList(new ArrayList<>());
  private final Queue<Send> pending = new ConcurrentLinkedQueue<>();
  private final List<CloseCode> closed = new CopyOnWriteArrayList<>();

  /**
   * @param prompt whether a send is done when it returns; if not, {@link #take} completes it
   */
  protected FakeViewer(boolean prompt) {
    this.prompt = prompt;
  }

  /** Takes everything at once. */
  public static FakeViewer prompt() {
    return new FakeViewer(true);
  }

  /** Takes a frame when it is told to. */
  public static FakeViewer hesitant() {
    return new FakeViewer(false);
  }

  /** Each message in a word or two, so that tests are easy to read. */
  static String brief(Frame frame) {
    Outbound message = frame.message();
    if (message instanceof Update update) {
      return update.payload().text();
    }
    if (message instanceof SessionStatus status) {
      return status.state() + " " + status.viewers();
    }
    if (message instanceof RelayError error) {
      return error.code().toString();
    }
    return message.event();
  }

  private static final WireFormat BRIEF = FakeViewer::brief;

  @Override
  public WireFormat format() {
    return BRIEF;
  }

  @Override
  public void send(Frame frame, Consumer<Throwable> completion, Runnable confirmed) {
    frames.add(frame);
    Send send = new Send(completion, confirmed);
    if (prompt) {
      send.take();
    } else {
      pending.add(send);
    }
  }

  @Override
  public void close(CloseCode code) {
    closed.add(code);
  }

  /** The send under way is done, and confirmed if that was asked; false when there is none. */
  public boolean take() {
    Send send = pending.poll();
    if (send != null) {
      send.take();
    }
    return send != null;
  }

  /** The send under way has failed. */
  void fail(Throwable failure) {
    pending.remove().completion.accept(failure);
  }

  /** Takes all that comes until nothing is under way. */
  public void takeAll() {
    while (take()) {
      // the next send has begun
    }
  }

  /** How many sends are under way. */
  int underWay() {
    return pending.size();
  }

  /** What it was sent, in order. */
  public List<Frame> frames() {
    synchronized (frames) {
      return List.copyOf(frames);
    }
  }

  /** The messages among what it was sent, in order. */
  public List<Outbound> messages() {
    return frames().stream().map(Frame::message).filter(m -> m != null).toList();
  }

  /** What it was told of being skipped ahead. */
  List<Boolean> told() {
    return messages().stream()
        .filter(message -> message instanceof SessionStatus status && status.skipping() != null)
        .map(message -> ((SessionStatus) message).skipping())
        .toList();
  }

  /** What it was sent, in its own brief format. */
  List<String> texts() {
    return frames().stream().map(frame -> frame.text(BRIEF).text()).toList();
  }

  /** What it was closed with: more than one entry would be a mistake of the outbox's. */
  public List<CloseCode> closed() {
    return closed;
  }
}
