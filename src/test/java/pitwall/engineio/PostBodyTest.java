package pitwall.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ReadListener;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PostBodyTest {
  private static final int MOST = 10_000;

  private final FakeBody in = new FakeBody();
  private int memory;

  /** So many bytes come and are taken, as far as the body wants them. */
  private void come(PostBody body, int bytes) throws IOException {
    in.setReadListener(
        new ReadListener() {
          @Override
          public void onDataAvailable() throws IOException {
            while (in.left() > 0) {
              memory += body.need();
              assertThat(body.take(in)).isTrue();
              if (body.isTooLarge()) {
                memory -= body.forget();
              }
            }
          }

          @Override
          public void onAllDataRead() {}

          @Override
          public void onError(Throwable thrown) {}
        });
    in.arrives("x".repeat(bytes));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4096, 4097, MOST})
  void whatComesWithinItsBoundIsKept(int size) throws IOException {
    PostBody body = new PostBody(size, MOST);
    come(body, size - 1);
    assertThat(body.isWhole()).isFalse();
    assertThat(body.isShort()).isTrue();
    come(body, 1);
    assertThat(body.isWhole()).isTrue();
    assertThat(body.isShort()).isFalse();
    assertThat(body.isTooLarge()).isFalse();
    assertThat(body.text()).isEqualTo("x".repeat(size));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4096, 4097, MOST})
  void whatItNeededIsWhatItGivesBack(int size) throws IOException {
    PostBody body = new PostBody(-1, MOST);
    come(body, size);
    assertThat(memory).isBetween(size, MOST + 1);
    assertThat(body.forget()).isEqualTo(memory);
    assertThat(body.forget()).isZero();
    assertThat(body.text()).isEmpty();
  }

  @Test
  void oneByteMoreIsTooLargeAndWhatFollowsIsCounted() throws IOException {
    PostBody body = new PostBody(-1, MOST);
    come(body, MOST + 1);
    assertThat(body.isTooLarge()).isTrue();
    come(body, MOST);
    assertThat(body.isFarTooLarge()).isFalse();
    come(body, 1);
    assertThat(body.isFarTooLarge()).isTrue();
    assertThat(memory).isZero();
    assertThat(body.isWhole()).isFalse(); // nobody knows
    assertThat(body.isShort()).isFalse();
  }

  @Test
  void whatIsAnnouncedAsTooLargeIsSoBeforeItComes() throws IOException {
    PostBody body = new PostBody(MOST + 1, MOST);
    assertThat(body.isTooLarge()).isTrue();
    come(body, MOST + 1);
    assertThat(body.isFarTooLarge()).isTrue();
    assertThat(body.isWhole()).isTrue();
    assertThat(memory).isZero();
  }

  @Test
  void whereNothingIsThereNothingIsTaken() throws IOException {
    assertThat(new PostBody(-1, MOST).take(in)).isFalse();
  }
}
