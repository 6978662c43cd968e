package pitwall.ops;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pitwall.message.Rejection;

/**
 * Who comes through a door that is closed: who was in already, as the servlet behind it sees it.
 */
class DoorkeeperTest {
  private final Pit pit = new Pit();

  DoorkeeperTest() throws Rejection {
    pit.relay.leave();
  }

  @ParameterizedTest
  @CsvSource({
    "/socket.io, EIO=4&transport=polling&sid=abc, true",
    "/socket.io, sid=abc, true",
    "/socket.io, sid=abc&sid=, true",
    "/socket.io, EIO=4&transport=polling, false",
    "/socket.io, EIO=4&transport=polling&sid=, false",
    "/socket.io, sid=&sid=x, false",
    "/socket.io, sid=&transport=polling&sid=x, false",
    "/socket.io, xsid=abc, false",
    "/socket.io, , false",
    "/ws/dashboard, sid=abc, false",
  })
  void whoNamesItsSessionIsLetIn(String path, String query, boolean in) throws Exception {
    boolean[] passed = {false};
    pit.doorkeeper.doFilter(
        fake(HttpServletRequest.class, method -> method.equals("getServletPath") ? path : query),
        fake(HttpServletResponse.class, method -> null),
        (request, response) -> passed[0] = true);

    assertThat(passed[0]).isEqualTo(in);
  }

  /** Of all that is asked of it, only strings and a stream are looked at. */
  private static <T> T fake(Class<T> type, UnaryOperator<String> answers) {
    Object fake =
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                method.getName().equals("getOutputStream")
                    ? new Sink()
                    : answers.apply(method.getName()));
    return type.cast(fake);
  }

  private static final class Sink extends ServletOutputStream {
    @Override
    public void write(int b) {}

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {}
  }
}
