package pitwall.engineio;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The POSTs that are arriving at one server, and the memory that they take together: it is bounded,
 * and when it is full the oldest has to go, which is the one that takes longest.
 *
 * <p>Thread-safe. The lock guards the fields below it; no POST is called under it.
 */
final class Arrivals {
  private static final int PART_OF_HEAP = 16;
  private static final int LEAST_PAYLOADS = 4;

  private final long most;

  private final Object lock = new Object();
  // Guarded by lock:
  private final Set<ArrivingPost> posts = new LinkedHashSet<>();
  private long bytes;

  Arrivals(int maxPayload) {
    this(
        Math.max(
            Runtime.getRuntime().maxMemory() / PART_OF_HEAP, LEAST_PAYLOADS * (long) maxPayload));
  }

  /**
   * @param most bytes that may be held for all of them; one POST alone may always have its own
   */
  Arrivals(long most) {
    this.most = most;
  }

  void add(ArrivingPost post) {
    synchronized (lock) {
      posts.add(post);
    }
  }

  /** One of them needs so many bytes more, or less. */
  void grow(int more) {
    ArrivingPost oldest = null;
    synchronized (lock) {
      bytes += more;
      if (bytes > most && posts.size() > 1) {
        oldest = posts.iterator().next();
        posts.remove(oldest); // so that the next one to need room asks another
      }
    }
    if (oldest != null) {
      oldest.giveWay();
    }
  }

  /** One has ended, and gives back what it held. */
  void remove(ArrivingPost post, int held) {
    synchronized (lock) {
      posts.remove(post);
      bytes -= held;
    }
  }

  /** Time has passed. */
  void tick() {
    List<ArrivingPost> all;
    synchronized (lock) {
      if (posts.isEmpty()) {
        return;
      }
      all = List.copyOf(posts);
    }
    all.forEach(ArrivingPost::tick);
  }
}
