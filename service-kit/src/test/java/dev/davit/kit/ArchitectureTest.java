package dev.davit.kit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses KIT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.davit.kit");

  @Test
  void ofOursOnlyContractsAreImported() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.davit.kit..",
            "dev.davit.contracts..",
            "java..",
            "javax.sql..",
            "com.fasterxml.jackson..",
            "io.opentelemetry..",
            "org.apache.kafka..",
            "org.postgresql..")
        .because("the plumbing knows no service, no framework and no repository")
        .check(KIT);
  }

  @Test
  void noDomainWordsInThePlumbing() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "dev\\.davit\\.contracts\\.event\\.(Dump|Media|Backup|Recovery|Database|Seal).*")
        .because("which event means what is the services' business")
        .check(KIT);
  }

  @Test
  void kafkaIsSeenOnlyWhereRecordsComeAndGo() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.davit.kit.inbox", "dev.davit.kit.outbox")
        .and()
        .haveSimpleNameNotContaining("ProgressSender")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.apache.kafka..")
        .because("PostgreSQL owns work; Kafka carries facts")
        .check(KIT);
  }

  @Test
  void timeIsInjected() {
    noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .because("work goes by the database's clock, and the rest by a clock that tests own")
        .check(KIT);
  }

  @Test
  void packagesStandOnEachOtherInOneDirection() {
    slices()
        .matching("dev.davit.kit.(*)..")
        .should()
        .beFreeOfCycles()
        .because("a part can be read without the others")
        .check(KIT);
  }
}
