package dev.davit.contracts;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CONTRACTS =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.davit.contracts");

  @Test
  void nothingElseOfOursIsImported() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.davit.contracts..", "java..", "com.fasterxml.jackson..", "io.cloudevents..")
        .because("everything stands on contracts")
        .check(CONTRACTS);
  }

  @Test
  void errorsAndPointFilesNeedTheJdkAlone() {
    classes()
        .that()
        .resideInAnyPackage("dev.davit.contracts.error", "dev.davit.contracts.point")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("dev.davit.contracts.error", "dev.davit.contracts.point", "java..")
        .because("repository and postgres recover when all else is down")
        .check(CONTRACTS);
  }

  @Test
  void theCloudEventsSdkIsSeenByTheCodecAlone() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.davit.contracts.codec")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.cloudevents..")
        .because("events are plain records; how they travel is the codec's business")
        .check(CONTRACTS);
  }

  @Test
  void timeIsInjected() {
    noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .because("a record says when something happened, not when it was made")
        .check(CONTRACTS);
  }
}
