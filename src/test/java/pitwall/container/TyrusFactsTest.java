package pitwall.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Collectors;
import org.glassfish.tyrus.core.TyrusSession;
import org.glassfish.tyrus.core.TyrusWebSocket;
import org.junit.jupiter.api.Test;

/**
 * Why connections on Payara are had bare: what is slow in Tyrus, so far as its classes show it.
 * Where one of these fails, Tyrus has changed: measure both paths anew (pitwall.fast-path, once
 * true and once false); perhaps {@link GrizzlyLine} is no longer needed.
 */
class TyrusFactsTest {
  private static final String MEASURE =
      "Tyrus has changed here: measure CPU per delivery with pitwall.fast-path=true and =false"
          + " anew, GrizzlyLine may be needed no longer";

  private static final JavaClasses TYRUS =
      new ClassFileImporter().importPackages("org.glassfish.tyrus.core");

  @Test
  void anIdleTimerIsScheduledOnEverySendAndReceive() throws NoSuchMethodException {
    JavaClass session = TYRUS.get(TyrusSession.class);
    JavaCodeUnit restart = session.getMethod("restartIdleTimeoutExecutor");

    assertThat(restart.getMethodCallsFromSelf())
        .as(MEASURE)
        .anyMatch(
            call ->
                call.getTargetOwner().isAssignableTo(ScheduledExecutorService.class)
                    && call.getName().equals("schedule"));
    Set<String> callers =
        session.getMethodCallsToSelf().stream()
            .filter(call -> call.getName().equals("restartIdleTimeoutExecutor"))
            .map(JavaAccess::getOriginOwner)
            .map(JavaClass::getSimpleName)
            .collect(Collectors.toSet());
    assertThat(callers).as(MEASURE).contains("TyrusSession", "TyrusRemoteEndpoint");
  }

  @Test
  void eachTextIsEncodedOncePerViewerByTyrussOwnEncoder() {
    JavaClass text = TYRUS.get("org.glassfish.tyrus.core.frame.TextFrame");
    assertThat(text.getDirectDependenciesFromSelf())
        .as(MEASURE)
        .anyMatch(to -> to.getTargetClass().getSimpleName().equals("StrictUtf8"));
  }

  @Test
  void aFinishedFrameIsTakenButNobodyIsToldWhenItHasLeft() {
    assertThat(
            Arrays.stream(TyrusWebSocket.class.getMethods())
                .filter(method -> method.getName().equals("sendRawFrame"))
                .map(method -> Arrays.asList(method.getParameterTypes())))
        .as(MEASURE)
        .containsExactly(java.util.List.of(ByteBuffer.class));
  }
}
