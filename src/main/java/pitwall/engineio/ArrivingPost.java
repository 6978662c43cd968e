package pitwall.engineio;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A POST whose body arrives without holding a thread, however slowly the client sends.
 *
 * <pre>
 *   READING ── the end ──────────────────────────────────────────▶ heard, answered
 *      ├── too large ──▶ DRAINING ── the end, as much again, 10 s ─▶ 413
 *      ├── its time, the session's end, too much arrives at once ─▶ refused
 *      └── the client goes away ──────────────────────────────────▶ the session is lost
 * </pre>
 *
 * <p>Many a client reads no answer before it has sent its body: that is why a little too much is
 * listened to.
 *
 * <p>Payara 6.2025.10 is not asked for more than was announced: asked while it is telling about the
 * last bytes, it begins to read the connection a second time, so that the next request may be taken
 * for a part of this one, and one of them remains without an answer. For the same reason a body
 * that is all there is heard no sooner than the container has told its end; or, should it not, a
 * second later. Undertow does not tell unless it is asked once more, but knows by itself that this
 * is the end, and so they can be told apart.
 *
 * <p>Thread-safe: the container reads on one thread at a time; others may end it meanwhile, and
 * leave the answer to a thread that reads, since the container may reuse a request once it is
 * answered. The lock guards the fields below it.
 */
final class ArrivingPost implements ReadListener {
  static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(10);
  static final long END_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final int FIRST = 4096;

  private final EngineServer server;
  private final EngineSession session;
  private final ServletInputStream in;
  private final int most;
  private final Consumer<EngineError> answer;

  private final Object lock = new Object();
  // Guarded by lock:
  private long until;
  private boolean reading = true; // who begins it counts as one that reads
  private boolean whole; // all is there, and its end is to be told; counts as being read
  private boolean ended; // and has been
  private boolean over;
  private EngineError verdict; // for the thread that reads

  // Of the thread that reads; others look while nobody reads, or at tooLarge under the lock:
  private byte[] body = new byte[0];
  private int length;
  private boolean tooLarge;
  private long drained; // of what is too large, beyond what made it so
  private long left; // of what was announced; negative when that is not known

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
    left = announced;
    most = server.options().maxPayload();
    until = server.now() + server.options().postTime().toNanos();
  }

  /** Asks the container to tell what arrives. */
  void begin() {
    server.arrivals().add(this);
    if (left > most) {
      refuseLarge();
    }
    EngineError error = stopReading();
    if (error != null) {
      end(error);
    }
    tick(); // the server may have stopped since, and then there is no other tick
    in.setReadListener(this);
  }

  /** From here on others may end it; tells whether one of them has wanted to. */
  private EngineError stopReading() {
    synchronized (lock) {
      reading = false;
      return verdict;
    }
  }

  @Override
  public void onDataAvailable() {
    synchronized (lock) {
      if (over) {
        return;
      }
      reading = true;
    }
    EngineError error = null;
    try {
      while (mayGoOn() && in.isReady() && read()) {
        continue; // there may be more
      }
      error = drained > most ? EngineError.TOO_LARGE : null;
    } catch (IOException e) {
      lose();
      error = refusal();
    } finally {
      if (left == 0) {
        awaitEnd();
      } else {
        EngineError theirs = stopReading();
        error = error == null ? theirs : error;
        if (error != null) {
          end(error);
        }
      }
    }
  }

  private void awaitEnd() {
    synchronized (lock) {
      if (!whole) {
        whole = true;
        until = server.now() + END_NANOS;
      }
    }
  }

  private boolean mayGoOn() {
    return (left != 0 || in.isFinished()) && verdict() == null && drained <= most;
  }

  private EngineError verdict() {
    synchronized (lock) {
      return verdict;
    }
  }

  /** Takes some of what is there; false when that is nothing. */
  private boolean read() throws IOException {
    if (length == body.length && !tooLarge) {
      int size = (int) Math.min(most + 1L, Math.max(FIRST, 2L * length));
      server.arrivals().grow(this, size - length);
      body = Arrays.copyOf(body, size);
    }
    int from = tooLarge ? 0 : length;
    int more = in.read(body, from, body.length - from);
    if (more <= 0) {
      return false;
    }
    left -= more;
    if (tooLarge) {
      drained += more;
    } else {
      length += more;
      if (length > most) {
        refuseLarge();
      }
    }
    return true;
  }

  private void refuseLarge() {
    server.arrivals().grow(this, FIRST - body.length);
    body = new byte[FIRST];
    synchronized (lock) {
      tooLarge = true;
      until = server.now() + DRAIN_NANOS;
    }
    session.close(EngineClose.TOO_LARGE);
  }

  /** On Payara 6.2025.10 all has arrived, but it need not have been read. */
  @Override
  public void onAllDataRead() {
    if (!isFirstToSeeTheEnd()) {
      return;
    }
    EngineError error = EngineError.BAD_REQUEST;
    try {
      while (in.available() > 0 && mayGoOn() && read()) {
        continue;
      }
      error = heard();
    } catch (IOException e) {
      lose();
    } finally {
      stopReading();
      end(error);
    }
  }

  /** From here on nobody else answers: the body is being heard. */
  private boolean isFirstToSeeTheEnd() {
    synchronized (lock) {
      if (over || ended) {
        return false;
      }
      ended = true;
      reading = true;
      return true;
    }
  }

  /** The answer to all that has come. */
  private EngineError heard() {
    EngineError theirs = verdict();
    if (tooLarge) {
      return EngineError.TOO_LARGE;
    }
    if (theirs != null) {
      return theirs; // its session has ended: what it says is no longer heard
    }
    if (left > 0) {
      lose(); // there is an end of the connection, and none of the body
      return EngineError.BAD_REQUEST;
    }
    return session.posted(new String(body, 0, length, StandardCharsets.UTF_8));
  }

  @Override
  public void onError(Throwable thrown) {
    if (!isOver()) {
      lose();
      end(refusal());
    }
  }

  private void lose() {
    session.close(EngineClose.LOST); // unless it has been closed already
  }

  /** Undertow breaks off by itself what is far too large. */
  private EngineError refusal() {
    return tooLarge ? EngineError.TOO_LARGE : EngineError.BAD_REQUEST;
  }

  private boolean isOver() {
    synchronized (lock) {
      return over;
    }
  }

  /** Time has passed, or the server has stopped. */
  void tick() {
    boolean gone = !server.has(session); // asked first: what is too large ends its session, too
    boolean late;
    boolean large;
    boolean all;
    synchronized (lock) {
      late = server.now() - until >= 0;
      large = tooLarge;
      all = whole;
    }
    if (late && all) {
      onAllDataRead();
    } else if (late) {
      session.close(EngineClose.LATE);
      end(large ? EngineError.TOO_LARGE : EngineError.TOO_SLOW);
    } else if (gone && !large) {
      end(EngineError.UNKNOWN_SID);
    }
  }

  /** Too much arrives at once, and this began before all others. */
  void giveWay() {
    session.close(EngineClose.CROWDED_OUT);
    end(EngineError.TOO_MUCH_AT_ONCE);
  }

  /** Answers, or leaves that to the thread that is at it. */
  private void end(EngineError error) {
    synchronized (lock) {
      if (over) {
        return;
      }
      if (reading) {
        verdict = error;
        return;
      }
      over = true;
    }
    server.arrivals().remove(this);
    body = null;
    answer.accept(error);
  }
}
