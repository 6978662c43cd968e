package pitwall.engineio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** POSTs whose bodies come in pieces, late, or not at all. */
class ArrivingPostTest {
  private static final int MOST = FakeEngine.OPTIONS.maxPayload();
  private static final Duration MOST_TIME = FakeEngine.OPTIONS.postTimeout();
  private static final Duration DRAIN_TIME = Duration.ofNanos(ArrivingPost.DRAIN_NANOS);
  private static final Duration END_TIME = Duration.ofNanos(ArrivingPost.END_NANOS);

  private RecordingHandler handler;
  private final FakeEngine engine =
      new FakeEngine(session -> handler = new RecordingHandler(session));
  private final FakeBody body = new FakeBody();
  private final List<EngineError> answers = new ArrayList<>();

  private ArrivingPost begin(EngineSession session, FakeBody from, long announced) {
    assertThat(session.posts()).isNull();
    ArrivingPost post = new ArrivingPost(engine.server, session, from, announced, answers::add);
    post.begin();
    return post;
  }

  @Test
  void isHeardWhenAllOfItIsThere() throws IOException {
    byte[] bytes = "4größer\u001e4b".getBytes(StandardCharsets.UTF_8);
    begin(engine.polling(), body, bytes.length);

    body.arrives(Arrays.copyOf(bytes, 4)); // in mid-character
    assertThat(handler.heard).isEmpty();
    body.arrives(Arrays.copyOfRange(bytes, 4, bytes.length));
    assertThat(answers).isEmpty();
    body.ends();

    assertThat(handler.heard).containsExactly("größer", "b");
    assertThat(answers).containsExactly((EngineError) null);
  }

  @Test
  void asksForNoMoreThanWasAnnounced() throws IOException {
    begin(engine.polling(), body, 4);

    body.arrives("4a");
    assertThat(body.askedForMore()).isTrue();
    body.arrives("bc");

    assertThat(body.askedForMore()).isFalse();
  }

  @Test
  void asksOnceMoreWhenTheContainerKnowsTheEnd() throws IOException {
    begin(engine.polling(), body, 4);

    body.knowsItsEnd();
    body.arrives("4abc");

    assertThat(body.askedForMore()).isTrue();
  }

  @Test
  void isHeardLaterWhenItsEndIsNotTold() throws IOException {
    begin(engine.polling(), body, 4);
    body.arrives("4abc");

    engine.pass(END_TIME.minusMillis(1));
    assertThat(answers).isEmpty();
    engine.pass(Duration.ofMillis(1));

    assertThat(handler.heard).containsExactly("abc");
    assertThat(answers).containsExactly((EngineError) null);
    body.ends();
    assertThat(answers).hasSize(1);
  }

  @Test
  void isAnsweredByItsEndWhenItsSessionEndsMeanwhile() throws IOException {
    EngineSession session = engine.polling();
    begin(session, body, 4);
    body.arrives("4abc");

    session.close(EngineClose.LOST);
    engine.server.tick();
    assertThat(answers).isEmpty();
    body.ends();

    assertThat(answers).containsExactly(EngineError.UNKNOWN_SID);
    assertThat(handler.heard).isEmpty();
  }

  @Test
  void isHeardOnceByWhoReadsWhenItsEndIsToldMeanwhile() throws IOException {
    begin(engine.polling(), body, 4);

    body.meanwhile(body::ends); // as Payara may, on another thread, over HTTP/2
    body.arrives("4abc");

    assertThat(handler.heard).containsExactly("abc");
    assertThat(answers).containsExactly((EngineError) null);
  }

  @Test
  void whatIsToldAfterTheEndIsNoMore() throws IOException {
    begin(engine.polling(), body, 4);

    body.endsWith("4abc");
    body.arrives("");

    assertThat(handler.heard).containsExactly("abc");
    assertThat(answers).containsExactly((EngineError) null);
  }

  @Test
  void whoReadsGoesOnWhenThereIsMoreMeanwhile() throws IOException {
    begin(engine.polling(), body, 4);

    body.meanwhile(
        () -> {
          body.meanwhile(() -> {});
          body.arrives("bc");
        });
    body.arrives("4a");
    body.ends();

    assertThat(handler.heard).containsExactly("abc");
  }

  @Test
  void isToldItsEndWhenItGivesWayWithItsLastPiece() throws IOException {
    ArrivingPost post = begin(engine.polling(), body, 4);

    body.knowsItsEnd();
    body.meanwhile(post::giveWay);
    body.arrives("4abc");
    assertThat(body.askedForMore()).isTrue(); // Undertow tells nobody else
    body.ends();

    assertThat(answers).containsExactly(EngineError.TOO_MUCH_AT_ONCE);
    assertThat(handler.heard).isEmpty();
  }

  @Test
  void isAnsweredWhenTheServerStopsAndItWasTooLarge() throws IOException {
    begin(engine.polling(), body, MOST + 1);

    engine.server.stop();

    assertThat(answers).containsExactly(EngineError.TOO_LARGE);
  }

  @Test
  void isAnsweredAsItWasFirstRefused() throws IOException {
    ArrivingPost post = begin(engine.polling(), body, 4);
    body.arrives("4abc");

    post.giveWay();
    engine.server.tick(); // by now its session has gone
    body.ends();

    assertThat(answers).containsExactly(EngineError.TOO_MUCH_AT_ONCE);
  }

  @Test
  void endsItsSessionWhenTheContainerFails() throws IOException {
    begin(engine.polling(), body, 100);
    body.meanwhile(
        () -> {
          throw new IllegalStateException("on purpose");
        });

    assertThatThrownBy(() -> body.arrives("4a")).isInstanceOf(IllegalStateException.class);

    assertThat(handler.closed).isEqualTo(EngineClose.FAILED);
    assertThat(answers).containsExactly(EngineError.BAD_REQUEST);
  }

  @Test
  void isAnsweredWhenTheServerStopsBeforeItsEndIsTold() throws IOException {
    begin(engine.polling(), body, 4);
    body.arrives("4abc");

    engine.server.stop();

    assertThat(answers).hasSize(1);
  }

  @Test
  void isAnsweredAtItsEndWhenAllOfItWasReadAndRefused() throws IOException {
    begin(engine.polling(), body, MOST + 1);

    body.arrives("x".repeat(MOST + 1));
    assertThat(answers).isEmpty();
    body.ends();

    assertThat(answers).containsExactly(EngineError.TOO_LARGE);
  }

  @Test
  void mayBeAsLongAsAnnouncedWithoutAnnouncingIt() throws IOException {
    begin(engine.polling(), body, -1);

    body.arrives("4");
    body.arrives("x".repeat(MOST - 1));
    body.ends();

    assertThat(handler.heard).containsExactly("x".repeat(MOST - 1));
    assertThat(answers).containsExactly((EngineError) null);
  }

  @Test
  void isHeardWhenItsEndIsThereAndHasNotBeenRead() throws IOException {
    begin(engine.polling(), body, 4);

    body.arrives("4a");
    body.endsWith("bc");

    assertThat(handler.heard).containsExactly("abc");
    assertThat(answers).containsExactly((EngineError) null);
  }

  @Test
  void isToldOffForABadPacket() throws IOException {
    begin(engine.polling(), body, -1);

    body.arrives("nonsense");
    body.ends();

    assertThat(answers).containsExactly(EngineError.BAD_REQUEST);
    assertThat(handler.closed).isEqualTo(EngineClose.BAD_PACKET);
  }

  @Test
  void isListenedToForALittleWhenItIsTooLarge() throws IOException {
    begin(engine.polling(), body, -1);

    body.arrives("x".repeat(MOST + 1));
    assertThat(handler.closed).isEqualTo(EngineClose.TOO_LARGE);
    assertThat(answers).isEmpty();
    body.arrives("x".repeat(MOST));
    assertThat(answers).isEmpty();
    body.ends();

    assertThat(answers).containsExactly(EngineError.TOO_LARGE);
  }

  @Test
  void isNotListenedToForEver() throws IOException {
    begin(engine.polling(), body, MOST + 1);

    body.arrives("x".repeat(3 * MOST));

    assertThat(answers).containsExactly(EngineError.TOO_LARGE);
    assertThat(body.left()).isPositive();
    body.ends();
    assertThat(answers).hasSize(1);
  }

  @Test
  void isAnsweredWhenTooMuchWasAnnouncedAndNothingComes() {
    begin(engine.polling(), body, MOST + 1);

    engine.pass(DRAIN_TIME.minusMillis(1));
    assertThat(answers).isEmpty();
    engine.pass(Duration.ofMillis(1));

    assertThat(answers).containsExactly(EngineError.TOO_LARGE);
  }

  @Test
  void endsWithItsSession() throws IOException {
    EngineSession session = engine.polling();
    begin(session, body, 100);
    body.arrives("4a");

    assertThat(session.posts()).isEqualTo(EngineError.BAD_REQUEST); // another one overlaps
    engine.server.tick();

    assertThat(answers).containsExactly(EngineError.UNKNOWN_SID);
    body.arrives("b");
    body.ends();
    assertThat(answers).hasSize(1);
    assertThat(handler.heard).isEmpty();
  }

  @Test
  void endsItsSessionWhenItTakesTooLong() throws IOException {
    EngineSession session = engine.polling();
    begin(session, body, 100);

    body.arrives("4a");
    engine.leap(MOST_TIME.minusNanos(1));
    engine.server.arrivals().tick();
    assertThat(answers).isEmpty();
    engine.leap(Duration.ofNanos(1));
    engine.server.arrivals().tick();

    assertThat(answers).containsExactly(EngineError.TOO_SLOW);
    assertThat(handler.closed).isEqualTo(EngineClose.LATE);
  }

  @Test
  void losesItsSessionWhenTheClientGoes() throws IOException {
    begin(engine.polling(), body, 100);
    body.arrives("4a");

    body.breaks();

    assertThat(handler.closed).isEqualTo(EngineClose.LOST);
    assertThat(answers).hasSize(1);
  }

  @Test
  void isNotTakenForWholeWhenTheConnectionEnds() throws IOException {
    begin(engine.polling(), body, 100);
    body.arrives("4a");

    body.ends();

    assertThat(handler.heard).isEmpty();
    assertThat(handler.closed).isEqualTo(EngineClose.LOST);
  }

  @Test
  void isAnsweredWhenTheServerStops() throws IOException {
    begin(engine.polling(), body, 100);
    body.arrives("4a");

    engine.server.stop();

    assertThat(answers).hasSize(1);
  }

  @Test
  void isAnsweredWhenTheServerHasStoppedMeanwhile() {
    EngineSession session = engine.polling();
    assertThat(session.posts()).isNull();

    engine.server.stop();
    new ArrivingPost(engine.server, session, body, 100, answers::add).begin();

    assertThat(answers).containsExactly(EngineError.UNKNOWN_SID);
  }

  @Test
  void theOldestGivesWayWhenTooMuchArrivesAtOnce() throws IOException {
    Arrivals arrivals = engine.server.arrivals();
    begin(engine.polling(), body, 100);
    body.arrives("4a");
    RecordingHandler oldest = handler;
    FakeBody newer = new FakeBody();
    ArrivingPost large = begin(engine.polling(), newer, 100);

    arrivals.grow(large, Integer.MAX_VALUE); // as much as thousands would
    newer.arrives("4b");
    arrivals.grow(large, -Integer.MAX_VALUE);

    assertThat(answers).containsExactly(EngineError.TOO_MUCH_AT_ONCE);
    assertThat(oldest.closed).isEqualTo(EngineClose.CROWDED_OUT);
    assertThat(handler.closed).isNull();
    newer.arrives("y".repeat(98));
    newer.ends();
    assertThat(answers.get(1)).isNull();
  }

  @Test
  void asManyGiveWayAsTakesToMakeRoom() throws IOException {
    for (int i = 0; i < 2; i++) {
      FakeBody small = new FakeBody();
      begin(engine.polling(), small, 100);
      small.arrives("4a");
    }
    ArrivingPost large = begin(engine.polling(), body, 100);

    engine.server.arrivals().grow(large, Integer.MAX_VALUE);

    assertThat(answers).hasSize(2).containsOnly(EngineError.TOO_MUCH_AT_ONCE);
    assertThat(handler.closed).isNull();
  }

  @Test
  void whatEndsItWhileItsEndIsReadIsItsAnswer() throws IOException {
    ArrivingPost post = begin(engine.polling(), body, -1);

    body.meanwhile(post::giveWay);
    body.endsWith("4abc");

    assertThat(answers).containsExactly(EngineError.TOO_MUCH_AT_ONCE);
    assertThat(handler.heard).isEmpty();
  }
}
