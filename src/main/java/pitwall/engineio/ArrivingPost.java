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
 *      ├── 2 minutes, the session's end, too much arrives at once ─▶ refused
 *      └── the client goes away ──────────────────────────────────▶ the session is lost
 * </pre>
 *
 * <p>Many a client reads no answer before it has sent its body: that is why a little too much is
 * listened to.
 *
 * <p>Thread-safe: the container reads on one thread at a time; others may end it meanwhile, and
 * leave the answer to a thread that reads, since the container may reuse a request once it is
 * answered. The lock guards the fields below it.
 */
final class ArrivingPost implements ReadListener {
  static final long MOST_NANOS = TimeUnit.MINUTES.toNanos(2);
  static final long DRAIN_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final int FIRST = 4096;

  private final EngineServer server;
  private final EngineSession session;
  private final ServletInputStream in;
  private final long announced;
  private final int most;
  private final Consumer<EngineError> answer;

  private final Object lock = new Object();
  // Guarded by lock:
  private long until;
  private boolean reading;
  private boolean over;
  private EngineError verdict; // for the thread that reads

  // Of the thread that reads:
  private byte[] body = new byte[0];
  private int length;
  private boolean tooLarge;
  private long drained;

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
    this.announced = announced;
    this.answer = answer;
    most = server.options().maxPayload();
    until = server.now() + MOST_NANOS;
  }

  /** Asks the container to tell what arrives. */
  void begin() {
    server.arrivals().add(this);
    if (announced > most) {
      refuseLarge();
    }
    in.setReadListener(this);
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
      synchronized (lock) {
        reading = false;
        error = error == null ? verdict : error;
      }
      if (error != null) {
        end(error);
      }
    }
  }

  private boolean mayGoOn() {
    synchronized (lock) {
      return verdict == null && drained <= most;
    }
  }

  /** Takes some of what is there; false when that is nothing. */
  private boolean read() throws IOException {
    if (length == body.length && !tooLarge) {
      int size = (int) Math.min(most + 1L, Math.max(FIRST, 2L * length));
      server.arrivals().grow(size - length);
      body = Arrays.copyOf(body, size);
    }
    int from = tooLarge ? 0 : length;
    int more = in.read(body, from, body.length - from);
    if (more <= 0) {
      return false;
    }
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
    tooLarge = true;
    server.arrivals().grow(FIRST - body.length);
    body = new byte[FIRST];
    synchronized (lock) {
      until = server.now() + DRAIN_NANOS;
    }
    session.close(EngineClose.TOO_LARGE);
  }

  /** On Payara 6.2025.10 all has arrived, but it need not have been read. */
  @Override
  public void onAllDataRead() {
    EngineError error = EngineError.BAD_REQUEST;
    synchronized (lock) {
      if (over) {
        return;
      }
      reading = true; // nobody else answers while the body is being heard
    }
    try {
      while (in.available() > 0 && mayGoOn() && read()) {
        continue;
      }
      if (tooLarge) {
        error = EngineError.TOO_LARGE;
      } else if (length < announced) {
        lose(); // there is an end of the connection, and none of the body
      } else {
        error = session.posted(new String(body, 0, length, StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      lose();
    } finally {
      synchronized (lock) {
        reading = false;
      }
      end(error);
    }
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
    boolean late;
    synchronized (lock) {
      late = server.now() - until >= 0;
    }
    if (late) {
      session.close(EngineClose.LATE);
      end(tooLarge ? EngineError.TOO_LARGE : EngineError.TOO_SLOW);
    } else if (!tooLarge && !server.has(session)) {
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
    server.arrivals().remove(this, body.length);
    body = null;
    answer.accept(error);
  }
}
