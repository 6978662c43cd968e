package pitwall.hub;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import pitwall.message.Code;
import pitwall.message.JsonText;
import pitwall.message.Outbound.RelayError;
import pitwall.message.Outbound.TelemetryUpdate;

class FrameTest {

  @Test
  void aFrameIsEncodedOncePerFormat() {
    AtomicInteger plain = new AtomicInteger();
    AtomicInteger other = new AtomicInteger();
    WireFormat first = frame -> "first " + plain.incrementAndGet();
    WireFormat second = frame -> "second " + other.incrementAndGet();
    Frame frame = Frames.telemetry("t");

    for (int i = 0; i < 3; i++) {
      assertThat(frame.text(first).text()).isEqualTo("first 1");
      assertThat(frame.text(second).text()).isEqualTo("second 1");
    }
  }

  @Test
  void allViewersOfAFormatShareOneText() {
    WireFormat format = frame -> new StringBuilder("te").append("xt").toString();
    Frame frame = Frames.telemetry("t");

    assertThat(frame.text(format)).isSameAs(frame.text(format));
  }

  @Test
  void aReadyFrameHasItsTextInEveryFormat() {
    Frame ready = Frame.ready("43[]");

    assertThat(ready.text(frame -> "never asked").text()).isEqualTo("43[]");
    assertThat(ready.message()).isNull();
    assertThat(ready.isUpdate()).isFalse();
  }

  @Test
  void anUpdateKnowsItsPlaceInTheHistory() {
    TelemetryUpdate update = new TelemetryUpdate(Frames.CAR, JsonText.NULL);
    Frame frame = Frame.of(update, 7, 1_767_225_600_000L);

    assertThat(frame.isUpdate()).isTrue();
    assertThat(frame.seq()).isEqualTo(7);
    assertThat(frame.at()).isEqualTo(1_767_225_600_000L);
    assertThat(frame.message()).isSameAs(update);
  }

  @Test
  void onlyTelemetryGrowsOldAndAnswersAreKept() {
    Frame error = Frame.of(new RelayError(Code.NOT_OWNER, "no", null));

    assertThat(Frames.telemetry("t").kind()).isEqualTo(Frame.Kind.TELEMETRY);
    assertThat(Frames.setup("s").kind()).isEqualTo(Frame.Kind.STATE);
    assertThat(Frames.status(1).kind()).isEqualTo(Frame.Kind.STATE);
    assertThat(error.kind()).isEqualTo(Frame.Kind.ANSWER);
    assertThat(Frame.ready("x").kind()).isEqualTo(Frame.Kind.ANSWER);
  }

  @Test
  void aFrameSupersedesItsOwnKindOfItsOwnSession() {
    Frame telemetry = Frames.telemetry("t");

    assertThat(Frames.telemetry("u").supersedes(telemetry)).isTrue();
    assertThat(Frames.telemetry(Frames.OTHER_CAR, "u").supersedes(telemetry)).isFalse();
    assertThat(Frames.setup("s").supersedes(telemetry)).isFalse();
    assertThat(Frames.status(1).supersedes(Frames.setup("s"))).isFalse();
    assertThat(Frames.status(2).supersedes(Frames.status(1))).isTrue();
    assertThat(Frame.ready("b").supersedes(Frame.ready("a"))).isFalse();
    assertThat(Frame.ready("b").supersedes(telemetry)).isFalse();
  }
}
