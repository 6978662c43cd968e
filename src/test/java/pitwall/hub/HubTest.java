package pitwall.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import pitwall.config.TestSettings;
import pitwall.message.Outbound.SessionStatus;
import pitwall.message.SessionState;

class HubTest {
  private final FakeNanoTime time = new FakeNanoTime();
  private final Hub hub = new Hub();

  @Test
  void aSessionHasARoomFromItsOpeningToItsClosing() {
    assertThat(hub.room(Frames.CAR)).isNull();

    Room room = open();
    assertThat(hub.room(Frames.CAR)).isSameAs(room);
    assertThat(hub.room(Frames.OTHER_CAR)).isNull();

    hub.close(Frames.CAR);
    assertThat(hub.room(Frames.CAR)).isNull();
  }

  @Test
  void viewersAreCountedPerSession() {
    Room room = open();
    room.join(outbox(FakeViewer.prompt()));
    room.join(outbox(FakeViewer.prompt()));
    room.run();

    assertThat(hub.viewers(Frames.CAR)).isEqualTo(2);
    assertThat(hub.viewers(Frames.OTHER_CAR)).isZero();
  }

  @Test
  void connectionsAreCountedFromTheirBeginningToTheirEnd() {
    Outbox outbox = outbox(FakeViewer.prompt());
    hub.connected(outbox);
    hub.connected(outbox(FakeViewer.prompt()));
    assertThat(hub.connections()).isEqualTo(2);

    hub.disconnected(outbox);
    hub.disconnected(outbox);
    assertThat(hub.connections()).isOne();
  }

  @Test
  void whatIsOfferedToADisconnectedOneIsIgnored() {
    FakeViewer viewer = FakeViewer.prompt();
    Outbox outbox = outbox(viewer);
    hub.connected(outbox);
    hub.disconnected(outbox);
    outbox.offer(Frames.telemetry("t1"));

    assertThat(viewer.texts()).isEmpty();
    assertThat(viewer.closed()).isEmpty();
  }

  @Test
  void aTickClosesTheSlowAndNobodyElse() {
    FakeViewer slow = FakeViewer.hesitant();
    FakeViewer healthy = FakeViewer.prompt();
    Outbox slowOnes = outbox(slow);
    Outbox healthyOnes = outbox(healthy);
    hub.connected(slowOnes);
    hub.connected(healthyOnes);
    slowOnes.offer(Frames.telemetry("t1"));
    healthyOnes.offer(Frames.telemetry("t1"));

    time.advance(Duration.ofSeconds(31));
    hub.tick();

    assertThat(slow.closed()).containsExactly(CloseCode.SLOW);
    assertThat(healthy.closed()).isEmpty();
  }

  @Test
  void aTickReachesEveryRoom() {
    FakeViewer viewer = FakeViewer.prompt();
    open().join(outbox(viewer));

    hub.tick();

    assertThat(viewer.texts()).containsExactly("live 1");
  }

  @Test
  void atTheEndEveryConnectionIsClosedOnce() {
    FakeViewer one = FakeViewer.hesitant();
    FakeViewer two = FakeViewer.prompt();
    hub.connected(outbox(one));
    hub.connected(outbox(two));

    hub.closeAll(CloseCode.GOING_AWAY);
    hub.closeAll(CloseCode.GOING_AWAY);

    assertThat(one.closed()).containsExactly(CloseCode.GOING_AWAY);
    assertThat(two.closed()).containsExactly(CloseCode.GOING_AWAY);
  }

  @Test
  void slowViewersAreToldSoByTheContractsCode() {
    assertThat(CloseCode.SLOW.code()).isEqualTo(4008);
    assertThat(CloseCode.SLOW.reason()).isEqualTo("slow");
  }

  @Test
  void everyCloseCodeIsFitForTheWire() {
    for (CloseCode code : CloseCode.values()) {
      assertThat(code.code())
          .satisfiesAnyOf(
              c -> assertThat(c).isIn(1001, 1009, 1011, 1013),
              c -> assertThat(c).isBetween(4000, 4999));
      assertThat(code.reason()).isNotBlank().hasSizeLessThanOrEqualTo(123);
    }
  }

  private Room open() {
    return hub.open(
        Frames.CAR, viewers -> new SessionStatus(Frames.CAR, SessionState.LIVE, viewers, null));
  }

  private Outbox outbox(FakeViewer viewer) {
    return new Outbox(viewer, TestSettings.with(), time);
  }
}
