package pitwall.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import org.junit.jupiter.api.Test;

class FuzzTest {
  private static final List<String> SAMPLES = List.of("{\"lap\":45,\"fuel\":[42.30,true]}");

  @Test
  void findsWhatBreaksAPropertyAndMakesItSmall() {
    Throwable thrown =
        catchThrowable(
            () ->
                Fuzz.texts(
                    10_000,
                    Inputs.near(SAMPLES, "<", ">"),
                    text ->
                        assertThat(text.indexOf('<')).isGreaterThanOrEqualTo(text.indexOf('>'))));
    assertThat(thrown)
        .isInstanceOf(AssertionError.class)
        .hasMessageEndingWith(" 1 characters: \">\"");
    assertThat(thrown.getCause()).isInstanceOf(AssertionError.class);
  }

  @Test
  void shrinksBytesToWhatIsNeeded() {
    Throwable thrown =
        catchThrowable(
            () ->
                Fuzz.bytes(
                    10_000,
                    random -> Inputs.changed(new byte[100], random),
                    bytes -> {
                      for (byte each : bytes) {
                        if (each < 0) {
                          throw new IllegalStateException("negative");
                        }
                      }
                    }));
    assertThat(thrown).hasMessageContaining("to 1 characters: ").hasRootCauseMessage("negative");
  }
}
