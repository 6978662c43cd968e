package pitwall.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A session over long-polling alone. */
class PollingTest {
  private RecordingHandler handler;
  private final FakeEngine engine =
      new FakeEngine(session -> handler = new RecordingHandler(session));

  private static EngineError post(EngineSession session, String body) {
    EngineError error = session.posts();
    return error != null ? error : session.posted(body);
  }

  @Test
  void opensWithWhatTheClientNeedsToKnow() {
    EngineSession session = FakeEngine.open(engine.server, false);

    assertThat(new FakePoll(session).packets())
        .containsExactly(
            "0{\"sid\":\"%s\",\"upgrades\":[\"websocket\"],\"pingInterval\":25000,"
                    .formatted(session.id())
                + "\"pingTimeout\":20000,\"maxPayload\":10000}");
    assertThat(session.id()).matches("[A-Za-z0-9_-]{20}");
    assertThat(engine.server.find(session.id())).isSameAs(session);
  }

  @Test
  void refusesMoreSessionsThanItMayHold() {
    EngineSession first = engine.polling();
    engine.polling();
    engine.polling();

    assertThat(FakeEngine.open(engine.server, false)).isNull();

    first.close(EngineClose.BY_CLIENT);
    assertThat(FakeEngine.open(engine.server, false)).isNotNull();
  }

  @Test
  void hearsAllPacketsOfAPost() {
    EngineSession session = engine.polling();

    assertThat(post(session, "4a\u001ebAQI=\u001e4b")).isNull();
    assertThat(post(session, "4c")).isNull();

    assertThat(handler.heard).containsExactly("a", "binary 2", "b", "c");
  }

  @Test
  void answersAGetThatWaits() {
    EngineSession session = engine.polling();
    FakePoll get = new FakePoll(session);
    assertThat(get.isOver()).isFalse();

    session.send(Packet.message("hello"), null);

    assertThat(get.packets()).containsExactly("4hello");
  }

  @Test
  void answersAGetWithAllThatWaits() {
    EngineSession session = engine.polling();

    post(session, "4echo 1\u001e4echo 2\u001e4echo 3");

    assertThat(new FakePoll(session).packets()).containsExactly("4echo 1", "4echo 2", "4echo 3");
  }

  @Test
  void sendsSixteenPacketsAtMost() {
    EngineSession session = engine.polling();
    IntStream.range(0, 40).forEach(i -> session.send(Packet.message("" + i), null));

    assertThat(new FakePoll(session).packets()).hasSize(16).startsWith("40").endsWith("415");
    assertThat(new FakePoll(session).packets()).hasSize(16).startsWith("416");
    assertThat(new FakePoll(session).packets()).hasSize(8).endsWith("439");
    assertThat(new FakePoll(session).isOver()).isFalse();
  }

  @Test
  void completesASendWhenAGetCarriesItAway() {
    EngineSession session = engine.polling();
    List<Throwable> completions = new ArrayList<>();
    session.send(Packet.message("a"), completions::add);
    assertThat(completions).isEmpty();

    new FakePoll(session);

    assertThat(completions).containsExactly((Throwable) null);
  }

  @Test
  void gathersWhatASenderHandsOverOneByOne() {
    EngineSession session = engine.polling();
    sendOneByOne(session, new ArrayList<>(List.of("a", "b", "c")));

    assertThat(new FakePoll(session).packets()).containsExactly("4a", "4b", "4c");
  }

  @Test
  void leavesWithTheSenderWhatDoesNotFitIntoAResponse() {
    EngineSession session = engine.polling();
    List<String> rest = new ArrayList<>(Collections.nCopies(40, "x"));
    sendOneByOne(session, rest);
    assertThat(rest).hasSize(39);

    assertThat(new FakePoll(session).packets()).hasSize(16);

    assertThat(rest).hasSize(23);
  }

  private static void sendOneByOne(EngineSession session, List<String> messages) {
    if (!messages.isEmpty()) {
      session.send(Packet.message(messages.remove(0)), failure -> sendOneByOne(session, messages));
    }
  }

  @Test
  void endsWhenTwoGetsOverlap() {
    EngineSession session = engine.polling();
    FakePoll first = new FakePoll(session);

    FakePoll second = new FakePoll(session);

    assertThat(first.packets()).containsExactly("1");
    assertThat(second.error()).isEqualTo(EngineError.BAD_REQUEST);
    assertThat(handler.closed).isEqualTo(EngineClose.OVERLAP);
    assertThat(engine.server.find(session.id())).isNull();
  }

  @Test
  void endsWhenTwoPostsOverlap() {
    EngineSession session = engine.polling();
    assertThat(session.posts()).isNull();

    assertThat(session.posts()).isEqualTo(EngineError.BAD_REQUEST);

    assertThat(handler.closed).isEqualTo(EngineClose.OVERLAP);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "abc", "7", "2", "4a\u001e", "b*"})
  void endsWithABadPost(String body) {
    EngineSession session = engine.polling();

    assertThat(post(session, body)).isEqualTo(EngineError.BAD_REQUEST);

    assertThat(handler.closed).isEqualTo(EngineClose.BAD_PACKET);
    assertThat(post(session, "4a")).isEqualTo(EngineError.UNKNOWN_SID);
    assertThat(new FakePoll(session).error()).isEqualTo(EngineError.UNKNOWN_SID);
  }

  @Test
  void releasesTheGetThatWaitsWhenTheClientCloses() {
    EngineSession session = engine.polling();
    FakePoll get = new FakePoll(session);

    assertThat(post(session, "1\u001e4late")).isNull();

    assertThat(get.packets()).containsExactly("6");
    assertThat(handler.closed).isEqualTo(EngineClose.BY_CLIENT);
    assertThat(handler.heard).isEmpty();
    assertThat(engine.server.find(session.id())).isNull();
  }

  @Test
  void releasesTheGetThatWasOvertakenByTheClose() {
    EngineSession session = engine.polling();
    post(session, "1");

    EngineSession found = engine.server.find(session.id());
    assertThat(new FakePoll(found).packets()).containsExactly("6");

    assertThat(engine.server.find(session.id())).isNull();
  }

  @Test
  void forgetsASessionWhoseLastGetNeverComes() {
    EngineSession session = engine.polling();
    post(session, "1");

    engine.pass(java.time.Duration.ofSeconds(1));

    assertThat(engine.server.find(session.id())).isNull();
    assertThat(engine.sessions()).isZero();
  }

  @Test
  void tellsTheClientWhenTheServerCloses() {
    EngineSession session = engine.polling();
    FakePoll get = new FakePoll(session);
    List<Throwable> completions = new ArrayList<>();

    session.close(EngineClose.GOING_AWAY);
    session.send(Packet.message("late"), completions::add);

    assertThat(get.packets()).containsExactly("1");
    assertThat(handler.closed).isEqualTo(EngineClose.GOING_AWAY);
    assertThat(completions).hasSize(1).doesNotContainNull();
  }

  @Test
  void failsWhatWaitsWhenItCloses() {
    EngineSession session = engine.polling();
    List<Throwable> completions = new ArrayList<>();
    session.send(Packet.message("a"), completions::add);

    session.close(EngineClose.GOING_AWAY);

    assertThat(completions).hasSize(1).doesNotContainNull();
  }

  @Test
  void endsWhenAGetCannotBeAnswered() {
    EngineSession session = engine.polling();
    new FakePoll(session);

    session.pollLost();

    assertThat(handler.closed).isEqualTo(EngineClose.LOST);
  }

  @Test
  void endsWhenTooMuchWaits() {
    EngineSession session = engine.polling();

    IntStream.rangeClosed(0, FakeEngine.OPTIONS.maxWaitingPackets())
        .forEach(i -> session.send(Packet.message("x"), null));

    assertThat(handler.closed).isEqualTo(EngineClose.UNREAD);
  }

  @Test
  void endsWhenItsHandlerThrows() {
    EngineSession session = engine.polling();

    assertThat(post(session, "4throw\u001e4a")).isNull();

    assertThat(handler.closed).isEqualTo(EngineClose.FAILED);
    assertThat(handler.heard).containsExactly("throw");
  }
}
