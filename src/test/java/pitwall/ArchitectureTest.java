package pitwall;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may import whom. There are no other arrows, and none of them leads back. */
class ArchitectureTest {
  private static final JavaClasses PITWALL =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("pitwall");

  /** Packages that are still to come stand here already, so that they begin as they shall be. */
  private static final Map<String, Set<String>> ARROWS =
      Map.ofEntries(
          Map.entry("log", Set.of()),
          Map.entry("message", Set.of()),
          Map.entry("config", Set.of()),
          Map.entry("websocket", Set.of()),
          Map.entry("container", Set.of("websocket", "config", "log")),
          Map.entry("session", Set.of("message", "config")),
          Map.entry("hub", Set.of("message", "config", "websocket", "log")),
          Map.entry("access", Set.of("message", "config")),
          Map.entry("recording", Set.of("message", "config")),
          Map.entry("cluster", Set.of("message", "config")),
          Map.entry(
              "relay",
              Set.of("session", "hub", "message", "config", "access", "recording", "cluster")),
          Map.entry(
              "endpoint",
              Set.of("relay", "hub", "access", "message", "container", "websocket", "config")),
          Map.entry("engineio", Set.of("container", "websocket", "log")),
          Map.entry(
              "socketio",
              Set.of(
                  "engineio",
                  "container",
                  "websocket",
                  "relay",
                  "hub",
                  "access",
                  "message",
                  "config")),
          Map.entry("demo", Set.of("relay", "hub", "message", "config")),
          Map.entry(
              "web",
              Set.of("relay", "hub", "session", "access", "demo", "message", "config", "log")),
          Map.entry(
              "ops",
              Set.of(
                  "engineio",
                  "container",
                  "relay",
                  "hub",
                  "session",
                  "access",
                  "message",
                  "config")));

  static Stream<String> packages() {
    return ARROWS.keySet().stream().sorted();
  }

  @ParameterizedTest
  @MethodSource("packages")
  void aPackageImportsOnlyWhatItMay(String name) {
    String[] allowed =
        Stream.concat(Stream.of(name), ARROWS.get(name).stream())
            .map(each -> "pitwall." + each)
            .toArray(String[]::new);

    classes()
        .that(resideInAPackage("pitwall." + name))
        .should()
        .onlyDependOnClassesThat(not(resideInAPackage("pitwall..")).or(resideInAnyPackage(allowed)))
        .allowEmptyShould(true) // a package that is still to come
        .check(PITWALL);
  }

  @Test
  void everyPackageHasItsArrowsAndLiesOneLevelDeep() {
    Set<String> found = PITWALL.stream().map(JavaClass::getPackageName).collect(Collectors.toSet());

    assertThat(found)
        .contains("pitwall.message", "pitwall.relay", "pitwall.endpoint")
        .isSubsetOf(packages().map(name -> "pitwall." + name).toList());
  }

  @Test
  void noPackagesImportEachOtherInACircle() {
    slices().matching("pitwall.(*)..").should().beFreeOfCycles().check(PITWALL);
  }

  @Test
  void onlyContainerKnowsAnApplicationServer() {
    noClasses()
        .that()
        .resideOutsideOfPackage("pitwall.container")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.glassfish..", "io.undertow..", "fish.payara..", "org.wildfly..")
        .check(PITWALL);
  }

  @Test
  void onlyOpsKnowsHowItIsMeasuredAndWhoMayLook() {
    noClasses()
        .that()
        .resideOutsideOfPackage("pitwall.ops")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.micrometer..", "io.prometheus..", "jakarta.security..")
        .check(PITWALL);
  }

  @Test
  void theHubAndTheRelayKnowNoTransport() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "pitwall.message", "pitwall.session", "pitwall.hub", "pitwall.access", "pitwall.relay")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jakarta.websocket..", "jakarta.servlet..", "jakarta.ws.rs..")
        .check(PITWALL);
  }

  @Test
  void nobodyWritesToTheConsole() {
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(PITWALL);
  }

  @Test
  void everyLogLineGoesThroughTheSystemLogger() {
    NO_CLASSES_SHOULD_USE_JAVA_UTIL_LOGGING.check(PITWALL);
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.slf4j..", "org.jboss.logging..", "org.apache..")
        .check(PITWALL);
  }
}
