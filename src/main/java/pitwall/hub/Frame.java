package pitwall.hub;

import pitwall.message.Outbound;
import pitwall.message.Outbound.SessionStatus;
import pitwall.message.Outbound.TelemetryUpdate;
import pitwall.message.SessionId;
import pitwall.websocket.TextMessage;

/**
 * One message on its way to any number of viewers, encoded at most once per wire format.
 *
 * <p>Thread-safe. Two threads that ask for the same new format at the same moment may both encode
 * it; a broadcast does not, since one thread runs it.
 */
public final class Frame {
  /** What may happen to a frame that has to wait. */
  enum Kind {
    /** Grows old; skipped when the viewer has fallen behind and newer telemetry waits. */
    TELEMETRY,
    /** A setup or a status; skipped only when too many wait and a newer one of its kind does. */
    STATE,
    /** Kept: somebody asked. */
    ANSWER
  }

  /** For a frame whose way is not timed. */
  public static final long UNTIMED = 0;

  private record Form(WireFormat format, TextMessage text, Form next) {}

  private final Outbound message;
  private final SessionId session;
  private final Kind kind;
  private final long seq;
  private final long at;
  private final long arrival;
  private final TextMessage ready;
  private volatile Form forms;

  private Frame(
      Outbound message,
      SessionId session,
      Kind kind,
      long seq,
      long at,
      long arrival,
      TextMessage ready) {
    this.message = message;
    this.session = session;
    this.kind = kind;
    this.seq = seq;
    this.at = at;
    this.arrival = arrival;
    this.ready = ready;
  }

  /**
   * A frame of a session's history.
   *
   * @param seq counts up within the session
   * @param at when the relay took the message, in milliseconds since the epoch
   */
  public static Frame of(Outbound.Update update, long seq, long at) {
    return of(update, seq, at, UNTIMED);
  }

  /**
   * The same, to find out how long its deliveries take.
   *
   * @param arrival when the relay took the message, by {@link System#nanoTime}; or {@link #UNTIMED}
   */
  public static Frame of(Outbound.Update update, long seq, long at, long arrival) {
    Kind kind = update instanceof TelemetryUpdate ? Kind.TELEMETRY : Kind.STATE;
    return new Frame(update, update.sessionId(), kind, seq, at, arrival, null);
  }

  /** A message outside the history: a status, an answer, an error. */
  public static Frame of(Outbound message) {
    if (message instanceof SessionStatus status) {
      return new Frame(message, status.sessionId(), Kind.STATE, 0, 0, UNTIMED, null);
    }
    return new Frame(message, null, Kind.ANSWER, 0, 0, UNTIMED, null);
  }

  /** An answer that only one wire format knows, in that format already. */
  public static Frame ready(String text) {
    return new Frame(null, null, Kind.ANSWER, 0, 0, UNTIMED, new TextMessage(text));
  }

  /** This frame in a format: the same object for everyone who asks. */
  public TextMessage text(WireFormat format) {
    if (ready != null) {
      return ready;
    }
    for (Form form = forms; form != null; form = form.next) {
      if (form.format == format) {
        return form.text;
      }
    }
    TextMessage text = new TextMessage(format.encode(this));
    forms = new Form(format, text, forms);
    return text;
  }

  /** The message; null for a frame that is {@link #ready}. */
  public Outbound message() {
    return message;
  }

  /** Whether {@link #seq} and {@link #at} mean something. */
  public boolean isUpdate() {
    return message instanceof Outbound.Update;
  }

  public long seq() {
    return seq;
  }

  public long at() {
    return at;
  }

  /** When the relay took it, by {@link System#nanoTime}; or {@link #UNTIMED}. */
  long arrival() {
    return arrival;
  }

  Kind kind() {
    return kind;
  }

  /**
   * Whether this frame makes an older one pointless: same session, same event, and it says as much.
   */
  boolean supersedes(Frame older) {
    return session != null
        && session.equals(older.session)
        && message.getClass() == older.message.getClass()
        && (tellsOfSkipping() || !older.tellsOfSkipping());
  }

  private boolean tellsOfSkipping() {
    return message instanceof SessionStatus status && status.skipping() != null;
  }
}
