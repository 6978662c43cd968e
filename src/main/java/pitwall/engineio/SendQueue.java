package pitwall.engineio;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The packets that wait in a session, in order. Guarded by the session's lock. */
final class SendQueue {
  /**
   * @param completion to be called when the packet has left; may be null
   * @param confirmed to be called when the client has taken it; may be null
   */
  record Item(Packet packet, Consumer<Throwable> completion, Runnable confirmed) {
    void complete(Throwable failure) {
      if (completion != null) {
        completion.accept(failure);
      }
    }
  }

  private final ArrayDeque<Item> items = new ArrayDeque<>(4);
  private final int maxPackets;
  private final int maxSize;
  private int size;

  SendQueue(int maxPackets, int maxSize) {
    this.maxPackets = maxPackets;
    this.maxSize = maxSize;
  }

  /** Adds a packet, unless too much waits already; one packet always fits. */
  boolean add(Item item) {
    long newSize = (long) size + item.packet().size();
    if (!items.isEmpty() && (items.size() >= maxPackets || newSize > maxSize)) {
      return false;
    }
    items.add(item);
    size = (int) newSize;
    return true;
  }

  boolean isEmpty() {
    return items.isEmpty();
  }

  Item take() {
    Item item = items.remove();
    size -= item.packet().size();
    return item;
  }

  List<Item> takeAll() {
    List<Item> all = new ArrayList<>(items);
    items.clear();
    size = 0;
    return all;
  }
}
