package pitwall.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

/** A GET that keeps its response. */
final class FakePoll implements Poll {
  private volatile List<Packet> packets;
  private volatile EngineError error;

  FakePoll(EngineSession session) {
    session.poll(this);
  }

  @Override
  public void answer(List<Packet> answer) {
    assertThat(isOver()).isFalse();
    packets = List.copyOf(answer);
  }

  @Override
  public void refuse(EngineError refusal) {
    assertThat(isOver()).isFalse();
    error = refusal;
  }

  boolean isOver() {
    return packets != null || error != null;
  }

  List<String> packets() {
    assertThat(packets).as("the response, refused with %s", error).isNotNull();
    return packets.stream().map(Packet::polled).toList();
  }

  EngineError error() {
    return error;
  }
}
