package pitwall.engineio;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An answer that is given while the application stops; any other takes a container. */
class LateAnswerTest {
  private final List<String> asked = new ArrayList<>();
  private final AsyncContext context =
      stand(
          AsyncContext.class,
          (proxy, method, arguments) -> {
            asked.add(method.getName());
            return null;
          });
  private final HttpServletRequest request =
      stand(HttpServletRequest.class, (proxy, method, arguments) -> context);

  private static <T> T stand(Class<T> type, InvocationHandler in) {
    return type.cast(
        Proxy.newProxyInstance(LateAnswerTest.class.getClassLoader(), new Class<?>[] {type}, in));
  }

  /** What a managed executor says that has stopped: the one by Java SE, the other by Payara. */
  static List<RuntimeException> refusals() {
    return List.of(new RejectedExecutionException(), new IllegalStateException());
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void endsWithoutAnExecutorToWaitOn(RuntimeException refusal) {
    ScheduledExecutorService stopped =
        stand(
            ScheduledExecutorService.class,
            (proxy, method, arguments) -> {
              throw refusal;
            });
    HttpServletResponse response =
        stand(HttpServletResponse.class, (proxy, method, arguments) -> null);
    LateAnswer late = new LateAnswer(request, response, stopped, () -> asked.add("lost"));

    late.give(head -> asked.add("head"), new byte[0]); // its thread has not returned yet

    assertThat(asked).endsWith("complete", "lost").doesNotContain("head");
  }
}
