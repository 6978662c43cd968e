package pitwall.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Whatever is told first, and how often: what was begun is undone, once. */
class LifetimeTest {
  private final List<Integer> undone = new ArrayList<>();
  private final Lifetime lifetime = new Lifetime();

  @Test
  void theEndUndoesTheBeginningOnce() {
    lifetime.begin(undone::add);
    assertThat(undone).isEmpty();

    lifetime.end(1000);
    lifetime.end(1006);

    assertThat(undone).containsExactly(1000);
  }

  @Test
  void anEndThatComesBeforeTheBeginningUndoesItAllTheSame() {
    lifetime.end(1006);
    lifetime.end(1001);
    assertThat(undone).isEmpty();

    lifetime.begin(undone::add);
    lifetime.end(1000);

    assertThat(undone).containsExactly(1006);
  }
}
