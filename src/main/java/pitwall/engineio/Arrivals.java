package pitwall.engineio;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The POSTs that are arriving at one server, and the memory that they take together: it is bounded,
 * and when it is full the oldest has to go, which is the one that takes longest.
 *
 * <p>Thread-safe. The lock guards the fields below it; no POST is called under it.
 */
final class Arrivals {
  private final long most;

  private final Object lock = new Object();
  // Guarded by lock:
  private final Map<ArrivingPost, Integer> held = new LinkedHashMap<>(); // the oldest first
  private long bytes; // of all of them

  /**
   * @param most bytes that may be held for all of them; one POST alone may always have its own
   */
  Arrivals(long most) {
    this.most = most;
  }

  void add(ArrivingPost post) {
    synchronized (lock) {
      held.put(post, 0);
    }
  }

  /**
   * One of them needs so many bytes more, or less. As many of the oldest have to go as make room
   * for it, and it may be one of those; what they hold counts no more, since it is about to go.
   */
  void grow(ArrivingPost post, int more) {
    List<ArrivingPost> oldest = new ArrayList<>(0);
    synchronized (lock) {
      if (held.computeIfPresent(post, (same, before) -> before + more) != null) {
        bytes += more;
      }
      Iterator<Map.Entry<ArrivingPost, Integer>> each = held.entrySet().iterator();
      while (bytes > most && each.hasNext()) {
        Map.Entry<ArrivingPost, Integer> first = each.next();
        if (first.getValue() == bytes) { // alone
          break;
        }
        if (first.getValue() > 0) {
          bytes -= first.setValue(0);
          oldest.add(first.getKey());
        }
      }
    }
    oldest.forEach(ArrivingPost::giveWay);
  }

  /** One has ended, and gives back what it held. */
  void remove(ArrivingPost post) {
    synchronized (lock) {
      Integer given = held.remove(post);
      bytes -= given == null ? 0 : given;
    }
  }

  /** Time has passed. */
  void tick() {
    List<ArrivingPost> all;
    synchronized (lock) {
      if (held.isEmpty()) {
        return;
      }
      all = List.copyOf(held.keySet());
    }
    for (ArrivingPost post : all) {
      try {
        post.tick();
      } catch (RuntimeException e) { // one session's failure is its own
        post.fail(e);
      }
    }
  }
}
