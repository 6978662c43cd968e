package pitwall.engineio;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A POST whose body arrives without holding a thread, however slowly the client sends.
 *
 * <pre>
 *   READING ── all of it ──▶ WHOLE ── the end is told, or 10 s ──▶ heard, answered
 *      ├── too large ──▶ DRAINING ── the end, as much again, 10 s ─▶ 413
 *      ├── its time is up, its session ends, too much is arriving ─▶ refused
 *      └── the client goes away ──────────────────────────────────▶ the session is lost
 * </pre>
 *
 * <p>Many a client reads no answer before it has sent its body: that is why a little too much is
 * listened to.
 *
 * <p>What containers do with the standard's callbacks differs. Payara 6.2025.10 must not be asked
 * for more than was announced: asked while it tells about the last bytes, it begins to read the
 * connection a second time, so that the next request may be taken for a part of this one, and one
 * of them remains without an answer. It tells the end without being asked, and who answers sooner
 * has it use a request that is another one's by then. Undertow tells the end only to who has asked
 * once more, but says by itself that this is the end, so that they can be told apart. And over
 * HTTP/2 Payara tells of data and of the end on several threads at once.
 *
 * <p>Thread-safe: of those who are told something one at a time reads, and goes on for the others;
 * who ends it meanwhile leaves the answer to that one, since the container may reuse a request once
 * it is answered. The lock guards the fields below it.
 */
final class ArrivingPost implements ReadListener {
  static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(10);
  static final long END_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final EngineServer server;
  private final EngineSession session;
  private final ServletInputStream in;
  private final Consumer<EngineError> answer;

  private final Object lock = new Object();
  // Guarded by lock:
  private long until;
  private boolean reading = true; // who begins it counts as one that reads
  private boolean again; // that one has been told something meanwhile
  private boolean ended; // the end has been told
  private boolean whole; // all is there, and the end is about to be told
  private boolean over;
  private EngineError verdict; // for the thread that reads

  private final PostBody body; // of the thread that reads; of others while nobody does

  /**
   * @param announced the body's length in bytes, -1 when that is not known
   * @param answer called once, from any thread, with the refusal, or null for "ok"
   */
  ArrivingPost(
      EngineServer server,
      EngineSession session,
      ServletInputStream in,
      long announced,
      Consumer<EngineError> answer) {
    this.server = server;
    this.session = session;
    this.in = in;
    this.answer = answer;
    body = new PostBody(announced, server.options().maxPayload());
    until = server.now() + server.options().postTimeout().toNanos();
  }

  /** Asks the container to tell what arrives. */
  void begin() {
    server.arrivals().add(this);
    if (body.isTooLarge()) {
      refuseLarge();
    }
    leave(false, null);
    tick(); // the server may have stopped since, and then there is no other tick
    in.setReadListener(this);
  }

  @Override
  public void onDataAvailable() {
    if (reads(false)) {
      go();
    }
  }

  /** On Payara 6.2025.10 all has arrived, but it need not have been read. */
  @Override
  public void onAllDataRead() {
    if (reads(true)) {
      go();
    }
  }

  @Override
  public void onError(Throwable thrown) {
    synchronized (lock) {
      if (over) {
        return;
      }
      whole = false; // nothing is told any more
    }
    lose();
    end(refusal());
  }

  /** Whether it is for this thread to read: else another one is at it, and is told. */
  private boolean reads(boolean end) {
    synchronized (lock) {
      ended |= end;
      again = reading;
      if (over || reading) {
        return false;
      }
      reading = true;
      return true;
    }
  }

  private void go() {
    boolean through = false;
    try {
      while (!through) {
        through = goOn();
      }
    } finally {
      if (!through) { // a failure of the container's, or of ours
        session.close(EngineClose.FAILED);
        leave(true, EngineError.BAD_REQUEST);
      }
    }
  }

  /** Reads what there is; false when there may be more by now. */
  private boolean goOn() {
    boolean end = isEnded();
    try {
      while (mayGoOn() && (end ? in.available() > 0 : in.isReady()) && read()) {
        continue;
      }
    } catch (IOException e) {
      lose();
      return leave(true, refusal());
    }
    if (end) {
      return leave(true, heard());
    }
    boolean farTooLarge = body.isFarTooLarge() && !body.isWhole();
    return leave(farTooLarge, farTooLarge ? EngineError.TOO_LARGE : null);
  }

  private boolean isEnded() {
    synchronized (lock) {
      return ended;
    }
  }

  private boolean mayGoOn() {
    return body.isWhole()
        ? !isEnded() && in.isFinished()
        : verdict() == null && !body.isFarTooLarge();
  }

  private EngineError verdict() {
    synchronized (lock) {
      return verdict;
    }
  }

  /**
   * The thread that reads has read what there is.
   *
   * @param answers whether it has the answer
   * @return whether it may go; else it has been told something meanwhile
   */
  private boolean leave(boolean answers, EngineError error) {
    EngineError given = error;
    synchronized (lock) {
      if (over) {
        return true;
      }
      if (!answers && (again || ended)) {
        again = false;
        return false;
      }
      reading = false;
      if (!answers) {
        if (body.isWhole() && !(verdict != null && server.isStopped())) {
          awaitEnd();
          return true;
        }
        if (verdict == null) {
          return true;
        }
        given = verdict;
      }
      over = true;
    }
    give(given);
    return true;
  }

  private void awaitEnd() { // under the lock, while nobody reads
    if (!whole) {
      whole = true;
      until = server.now() + END_NANOS;
    }
    if (verdict != null) { // it is not heard any more
      body.forget();
    }
  }

  /** Takes some of what is there; false when that is nothing. */
  private boolean read() throws IOException {
    boolean wasTooLarge = body.isTooLarge();
    int need = body.need();
    if (need > 0) {
      server.arrivals().grow(this, need);
    }
    boolean some = body.take(in);
    if (body.isTooLarge() && !wasTooLarge) {
      refuseLarge();
    }
    return some;
  }

  private void refuseLarge() {
    server.arrivals().grow(this, -body.forget());
    synchronized (lock) {
      until = server.now() + DRAIN_NANOS;
    }
    session.close(EngineClose.TOO_LARGE);
  }

  /** The answer to all that has come. */
  private EngineError heard() {
    EngineError theirs = verdict();
    if (body.isTooLarge()) {
      return EngineError.TOO_LARGE;
    }
    if (theirs != null) {
      return theirs; // its session has ended: what it says is no longer heard
    }
    if (body.isShort()) {
      lose(); // there is an end of the connection, and none of the body
      return EngineError.BAD_REQUEST;
    }
    return session.posted(body.text());
  }

  private void lose() {
    session.close(EngineClose.LOST); // unless it has been closed already
  }

  /** Undertow breaks off by itself what is far too large. */
  private EngineError refusal() {
    return body.isTooLarge() ? EngineError.TOO_LARGE : EngineError.BAD_REQUEST;
  }

  /** Time has passed, or the server has stopped. */
  void tick() {
    boolean gone = !server.has(session); // asked first: what is too large ends its session, too
    boolean late;
    boolean large;
    boolean all;
    synchronized (lock) {
      late = server.now() - until >= 0;
      large = body.isTooLarge();
      all = whole;
    }
    if (all && (late || server.isStopped())) {
      onAllDataRead();
    } else if (late) {
      session.close(EngineClose.LATE);
      end(large ? EngineError.TOO_LARGE : EngineError.TOO_SLOW);
    } else if (gone && (!large || server.isStopped())) {
      end(large ? EngineError.TOO_LARGE : EngineError.UNKNOWN_SID);
    }
  }

  /** Too much arrives at once, and this began before all others. */
  void giveWay() {
    session.close(EngineClose.CROWDED_OUT);
    end(EngineError.TOO_MUCH_AT_ONCE);
  }

  /** One of its ticks has failed. */
  void fail(RuntimeException failure) {
    server.failed(session, failure);
    session.close(EngineClose.FAILED);
  }

  /** Answers, or leaves that to the thread that is at it or is about to be. */
  private void end(EngineError error) {
    synchronized (lock) {
      if (over) {
        return;
      }
      if (reading || whole) {
        verdict = verdict == null ? error : verdict;
        if (!reading) {
          awaitEnd();
        }
        return;
      }
      over = true;
    }
    give(error);
  }

  private void give(EngineError error) {
    server.arrivals().remove(this);
    body.forget();
    answer.accept(error);
  }
}
