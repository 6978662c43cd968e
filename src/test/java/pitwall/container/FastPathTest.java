package pitwall.container;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FastPathTest {
  private static final Throwable CLOSED = new IllegalStateException("the session has closed");

  @Test
  void aServerWhoseFirstConnectionCannotBeHadIsAnother() {
    FastPath path = new FastPath(true);
    assertThat(path.isOn()).isTrue();

    path.failed(new NoSuchFieldException("on purpose"));

    assertThat(path.isOn()).isFalse();
  }

  @Test
  void onceOneHasBeenHadAFailureIsThatConnectionsAlone() {
    FastPath path = new FastPath(true);
    path.opened();

    path.failed(CLOSED);
    path.failed(CLOSED);

    assertThat(path.isOn()).isTrue();
  }

  @Test
  void whoDoesNotWantItDoesNotGetIt() {
    FastPath path = new FastPath(false);
    path.failed(CLOSED);

    assertThat(path.isOn()).isFalse();
  }
}
