package pitwall.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pitwall.message.Code;
import pitwall.message.Outbound.SessionIdAssigned;
import pitwall.message.Rejection;

/** What an operator reads, and what nobody can make the log do. */
class JournalTest {
  private final Logger log = Logger.getLogger(Journal.class.getName());
  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final Handler handler =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          lines.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };
  private final Paddock paddock = new Paddock();

  @BeforeEach
  void listen() {
    log.setLevel(Level.INFO);
    log.setUseParentHandlers(false);
    log.addHandler(handler);
  }

  @AfterEach
  void leave() {
    log.removeHandler(handler);
    log.setUseParentHandlers(true);
    log.setLevel(null);
  }

  @Test
  void oneLineForEachThingThatHappens() throws Rejection {
    Paddock.Client first = paddock.monitor();
    SessionIdAssigned assigned = first.asksForASession();
    Paddock.Client second = paddock.monitor("198.51.100.9");
    second.sendsTelemetry(assigned.sessionId(), assigned.publishToken(), "{}");
    second.sendsTelemetry(assigned.sessionId(), "{}");
    first.disconnects();
    paddock.relay.end(assigned.sessionId());

    String id = assigned.sessionId().value().substring(0, 8) + "…";
    assertThat(lines)
        .containsExactly(
            "connected connection=1 role=monitor address=192.0.2.7 transport=internal",
            "session_created session=" + id + " connection=1 role=monitor address=192.0.2.7",
            "connected connection=2 role=monitor address=198.51.100.9 transport=internal",
            "owner_changed session=" + id + " connection=2 role=monitor address=198.51.100.9",
            "disconnected connection=1 role=monitor address=192.0.2.7 seconds=0"
                + " reason=\"closed with 1000\"",
            "session_ended session=" + id + " reason=\"ended by the operator\"");
    assertThat(String.join(" ", lines))
        .doesNotContain(assigned.sessionId().value(), assigned.publishToken().value());
  }

  @Test
  void nothingFromOutsideGetsInAsItCame() {
    Paddock.Client stranger = paddock.monitor("1.2.3.4\nconnected connection=9");
    lines.clear();
    String text = "a \"word\"\r\nsession_created session=x\u202e" + "z".repeat(1000);
    paddock.relay.refuse(
        stranger.peer, new Rejection(Code.UNKNOWN_EVENT, text), "e\nconnected code=1 x=" + text);

    assertThat(lines).hasSize(1);
    assertThat(lines.get(0))
        .startsWith(
            "rejected connection=1 role=monitor address=- code=unknown_event event=\"e?conn")
        .contains("message=\"a 'word'??session_created")
        .doesNotContainPattern("[\\p{Cntrl}\u202e]")
        .hasSizeLessThan(400);
  }

  @Test
  void aFloodOfRejectionsIsAFewLinesAndTheirNumber() {
    Paddock.Client flooder = paddock.monitor();
    lines.clear();
    for (int i = 0; i < 1000; i++) {
      paddock.relay.refuse(flooder.peer, Rejection.invalid("no"), null);
    }
    assertThat(lines).hasSize(10);

    paddock.relay.tick();
    assertThat(lines).hasSize(11).endsWith("left_out lines=rejected count=990");

    paddock.relay.tick();
    assertThat(lines).hasSize(11);
    paddock.relay.refuse(flooder.peer, Rejection.invalid("no"), null);
    assertThat(lines).hasSize(12);
  }

  @Test
  void aFloodThatGoesOnIsATenthOfThatEverySecond() {
    for (int second = 0; second < 60; second++) {
      for (int i = 0; i < 100; i++) {
        paddock.monitor();
      }
      paddock.relay.tick();
    }
    assertThat(lines.stream().filter(line -> line.startsWith("connected "))).hasSize(100 + 59 * 10);
  }

  @Test
  void stackTracesAreBoundedToo() {
    Paddock.Client flooder = paddock.monitor();
    lines.clear();
    for (int i = 0; i < 1000; i++) {
      paddock.relay.broke(flooder.peer, new IllegalStateException("a bug"));
    }
    assertThat(lines).hasSize(10);
    assertThat(paddock.relay.tally().failures()).isEqualTo(1000);
  }

  @Test
  void whoIsTurnedAwayAtTheDoorIsCountedAndWrittenDown() {
    Rejection refusal = new Rejection(Code.UNAUTHORIZED, "that is not this session's PIN");
    for (int i = 0; i < 1000; i++) {
      paddock.relay.turnedAway("192.0.2.7", refusal, "api");
    }
    assertThat(lines)
        .hasSize(10)
        .first()
        .isEqualTo(
            "refused address=192.0.2.7 code=unauthorized where=api"
                + " message=\"that is not this session's PIN\"");
    assertThat(paddock.relay.tally().rejected(Code.UNAUTHORIZED)).isEqualTo(1000);
  }

  @Test
  void aFloodOfOneKindHidesNoOther() {
    Paddock.Client flooder = paddock.monitor();
    for (int i = 0; i < 1000; i++) {
      paddock.relay.refuse(flooder.peer, Rejection.invalid("no"), null);
    }
    lines.clear();
    flooder.disconnects();

    assertThat(lines).hasSize(1).first().asString().startsWith("disconnected ");
  }
}
