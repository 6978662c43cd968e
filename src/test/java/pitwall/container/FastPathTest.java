package pitwall.container;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FastPathTest {
  private static final Throwable CLOSED = new IllegalStateException("the session has closed");

  @Test
  void aServerNoneOfWhoseConnectionsCanBeHadIsAnother() {
    FastPath path = new FastPath(true);
    for (int i = 1; i < FastPath.TRIES; i++) {
      path.failed(new NoSuchFieldException("on purpose"));
      assertThat(path.isOn()).isTrue();
    }

    path.failed(new NoSuchFieldException("on purpose"));

    assertThat(path.isOn()).isFalse();
  }

  @Test
  void theFirstMayFailByThemselves() {
    FastPath path = new FastPath(true);
    path.failed(CLOSED);
    path.opened();
    for (int i = 0; i < FastPath.TRIES; i++) {
      path.failed(CLOSED);
    }

    assertThat(path.isOn()).isTrue();
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
