package pitwall.container;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.undertow.server.protocol.framed.AbstractFramedChannel;
import io.undertow.server.protocol.framed.AbstractFramedStreamSinkChannel;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * Why connections on WildFly are had bare: what is slow in Undertow, so far as its classes show it.
 * Where one of these fails, Undertow has changed: measure both paths anew (pitwall.fast-path, once
 * true and once false); perhaps {@link XnioLine} is no longer needed.
 */
class UndertowFactsTest {
  private static final String MEASURE =
      "Undertow has changed here: measure CPU per delivery with pitwall.fast-path=true and =false"
          + " anew, XnioLine may be needed no longer";

  private static final JavaClasses UNDERTOW =
      new ClassFileImporter()
          .importPackages("io.undertow.server.protocol.framed", "io.undertow.websockets.jsr");

  @Test
  void framesAreHandedToTheConnectionsOwnThreadToBeWritten() {
    JavaClass channel = UNDERTOW.get(AbstractFramedChannel.class);

    assertThat(callsOf(channel)).as(MEASURE).contains("XnioIoThread.execute");
    assertThat(
            channel.getMethodCallsToSelf().stream()
                .filter(call -> call.getName().equals("runInIoThread"))
                .map(JavaMethodCall::getOrigin)
                .map(JavaCodeUnit::getName))
        .as(MEASURE)
        .isNotEmpty();
  }

  @Test
  void eachFrameTakesBuffersFromThePool() {
    assertThat(callsOf(UNDERTOW.get(AbstractFramedStreamSinkChannel.class)))
        .as(MEASURE)
        .contains("ByteBufferPool.allocate");
  }

  @Test
  void eachMessageGoesToAnotherThreadToBeRead() {
    assertThat(callsOf(UNDERTOW.get("io.undertow.websockets.jsr.FrameHandler")))
        .as(MEASURE)
        .contains("ServerWebSocketContainer.invokeEndpointMethod");
  }

  private static Set<String> callsOf(JavaClass owner) {
    return owner.getMethodCallsFromSelf().stream()
        .map(call -> call.getTargetOwner().getSimpleName() + '.' + call.getName())
        .collect(Collectors.toSet());
  }
}
