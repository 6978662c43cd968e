package pitwall.relay;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import pitwall.message.Rejection;
import pitwall.message.SessionId;

/**
 * The relay's log: one line for each thing that happens, {@code connected connection=7 role=monitor
 * address=192.0.2.7 transport=websocket}, so that a person can read it and a machine can take it
 * apart.
 *
 * <p>Nothing from outside gets in as it came: ids are cut to 8 characters, words are quoted and
 * short. And nobody outside can fill a disk: of each kind of line there are so many at once, a
 * tenth of that every second in the long run, and one a second that says how many were left out.
 *
 * <p>Thread-safe.
 */
final class Journal {
  private static final Logger LOG = System.getLogger(Journal.class.getName());
  private static final int MAX_TEXT = 200;

  private enum Line {
    CONNECTED("connected", Level.INFO, 100),
    DISCONNECTED("disconnected", Level.INFO, 100),
    SESSION_CREATED("session_created", Level.INFO, 20),
    SESSION_ROTATED("session_rotated", Level.INFO, 20),
    OWNER_CHANGED("owner_changed", Level.INFO, 20),
    SESSION_ENDED("session_ended", Level.INFO, 100),
    REJECTED("rejected", Level.WARNING, 10),
    TURNED_AWAY("refused", Level.WARNING, 10),
    FAILED("failed", Level.ERROR, 10);

    private static final int SECONDS = 10; // until as many may come at once again

    final String name;
    final Level level;
    final int most; // at once

    Line(String name, Level level, int most) {
      this.name = name;
      this.level = level;
      this.most = most;
    }
  }

  /** How many lines there still may be, and how many there might have been. */
  private static final class Bucket {
    final AtomicInteger left;
    final AtomicInteger leftOut = new AtomicInteger();

    Bucket(int most) {
      left = new AtomicInteger(most);
    }
  }

  private final Map<Line, Bucket> buckets = new EnumMap<>(Line.class);

  Journal() {
    for (Line line : Line.values()) {
      buckets.put(line, new Bucket(line.most));
    }
  }

  void connected(Peer peer) {
    write(
        Line.CONNECTED, () -> "%s transport=%s".formatted(whole(peer), peer.outbox().transport()));
  }

  /**
   * @param reason no text of the client's
   */
  void disconnected(Peer peer, String reason) {
    write(
        Line.DISCONNECTED,
        () -> "%s seconds=%d reason=%s".formatted(whole(peer), peer.seconds(), quoted(reason)));
  }

  void sessionCreated(SessionId session, Peer peer) {
    write(Line.SESSION_CREATED, () -> "session=%s %s".formatted(session, whole(peer)));
  }

  void sessionRotated(SessionId old, SessionId now, Peer peer) {
    write(Line.SESSION_ROTATED, () -> "session=%s now=%s %s".formatted(old, now, whole(peer)));
  }

  void ownerChanged(SessionId session, Peer peer) {
    write(Line.OWNER_CHANGED, () -> "session=%s %s".formatted(session, whole(peer)));
  }

  void sessionEnded(SessionId session, String reason) {
    write(Line.SESSION_ENDED, () -> "session=%s reason=%s".formatted(session, quoted(reason)));
  }

  /**
   * @param event what the message said it was, null when that could not be told
   */
  void rejected(Peer peer, Rejection rejection, String event) {
    write(
        Line.REJECTED,
        () ->
            "%s code=%s event=%s message=%s"
                .formatted(
                    whole(peer),
                    rejection.code(),
                    event == null ? "-" : Rejection.quote(event),
                    quoted(rejection.getMessage())));
  }

  /**
   * @param where no text of the client's
   */
  void turnedAway(String address, Rejection rejection, String where) {
    write(
        Line.TURNED_AWAY,
        () ->
            "address=%s code=%s where=%s message=%s"
                .formatted(
                    address(address), rejection.code(), where, quoted(rejection.getMessage())));
  }

  /** The relay itself has failed over a message. */
  void failed(Peer peer, Throwable bug) {
    if (mayWrite(Line.FAILED)) {
      LOG.log(Level.ERROR, "failed " + whole(peer), bug);
    }
  }

  /** A connection has broken; its end follows, with a line of its own. */
  void broken(Peer peer, Throwable thrown) {
    LOG.log(Level.DEBUG, () -> "broken " + whole(peer) + " failure=" + quoted(thrown.toString()));
  }

  /** A second has passed. */
  void tick() {
    buckets.forEach(
        (line, bucket) -> {
          bucket.left.updateAndGet(left -> Math.min(line.most, left + line.most / Line.SECONDS));
          int leftOut = bucket.leftOut.getAndSet(0);
          if (leftOut > 0) {
            LOG.log(line.level, () -> "left_out lines=" + line.name + " count=" + leftOut);
          }
        });
  }

  private void write(Line line, Supplier<String> rest) {
    if (LOG.isLoggable(line.level) && mayWrite(line)) {
      LOG.log(line.level, () -> line.name + ' ' + rest.get());
    }
  }

  private boolean mayWrite(Line line) {
    Bucket bucket = buckets.get(line);
    if (bucket.left.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      return true;
    }
    bucket.leftOut.incrementAndGet();
    return false;
  }

  private static String whole(Peer peer) {
    return "connection=%d role=%s address=%s"
        .formatted(peer.number(), peer.role(), address(peer.address()));
  }

  private static String address(String address) {
    return address.matches("[0-9A-Za-z.:%_-]{1,64}") ? address : "-";
  }

  /** Words for people: of printable characters, and not many. */
  private static String quoted(String text) {
    String kept = text.length() > MAX_TEXT ? text.substring(0, MAX_TEXT) + '…' : text;
    return '"' + kept.replace('"', '\'').replaceAll("\\p{C}", "?") + '"';
  }
}
