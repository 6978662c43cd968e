package pitwall.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import org.jboss.shrinkwrap.api.ArchivePath;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;

class ConformanceWarTest {
  private static final File WAR = new File("target/conformance.war");

  @Test
  void holdsTheProtocolsAndNothingOfTheRelay() {
    WebArchive war = ConformanceWar.archive();

    assertThat(war.getContent().keySet())
        .extracting(ArchivePath::get)
        .filteredOn(path -> path.endsWith(".class"))
        .contains("/WEB-INF/classes/pitwall/engineio/EngineSession.class")
        .allMatch(
            path ->
                path.matches(
                    ".*/pitwall/(engineio|socketio|container|websocket|config|log|conformance)/.*"))
        .noneMatch(path -> path.contains("Test") || path.contains("Relay"));
  }

  @Test
  void isWrittenWhereTheSuitesAreRun() {
    ConformanceWar.main(WAR.getPath());

    assertThat(WAR).isNotEmpty();
  }
}
