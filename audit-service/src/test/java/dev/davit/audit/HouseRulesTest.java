package dev.davit.audit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HouseRulesTest {
  private static JavaClasses classes;

  @BeforeAll
  static void read() {
    classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.davit.audit");
  }

  @Test
  void quarkusStaysInBootEventsAndApi() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "dev.davit.audit.boot..", "dev.davit.audit.events..", "dev.davit.audit.api..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.quarkus..", "jakarta..", "io.smallrye..", "org.eclipse..")
        .because("use cases run in tests and in the command line without a container")
        .check(classes);
  }

  @Test
  void noServiceImportsAnother() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.davit.scheduler..", "dev.davit.media..", "dev.davit.dump..", "dev.davit.cli..")
        .because("each service is built, killed and deployed alone")
        .check(classes);
  }

  @Test
  void theModelJudgesWithoutInputOrOutput() {
    noClasses()
        .that()
        .resideInAPackage("dev.davit.audit.model..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages("java..", "dev.davit.contracts..", "dev.davit.audit.model..")
        .because("judgements are tested without any part running")
        .check(classes);
    noClasses()
        .that()
        .resideInAPackage("dev.davit.audit.model..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "java.nio.file..", "java.net..")
        .because("judgements are tested without any part running")
        .check(classes);
  }

  @Test
  void storesKnowNoUseCase() {
    noClasses()
        .that()
        .resideInAPackage("dev.davit.audit.store..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.davit.audit",
            "dev.davit.audit.events..",
            "dev.davit.audit.boot..",
            "dev.davit.audit.api..",
            "dev.davit.audit.evidence..",
            "dev.davit.repository..",
            "dev.davit.postgres..")
        .because("SQL on our own tables is read downwards and touches nothing else")
        .check(classes);
  }

  @Test
  void useCasesKnowNothingAboveThem() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "dev.davit.audit.boot..", "dev.davit.audit.events..", "dev.davit.audit.api..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.davit.audit.boot..", "dev.davit.audit.events..", "dev.davit.audit.api..")
        .because("boot reads downwards: it wires use cases, never the other way round")
        .check(classes);
  }

  @Test
  void evidenceIsMadeWithoutStoreOrRepository() {
    noClasses()
        .that()
        .resideInAPackage("dev.davit.audit.evidence..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.davit.audit", "dev.davit.audit.store..", "dev.davit.repository..", "java.sql..")
        .because("whoever verifies has neither our tables nor our repository")
        .check(classes);
  }

  @Test
  void requestsAreTheSchedulersAlone() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .implement(dev.davit.contracts.event.Request.class)
        .because("a worker obeys orders; a request that reached it directly would skip the policy")
        .check(classes);
  }

  @Test
  void timeIsInjected() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.davit.audit.boot..")
        .should()
        .callMethod(java.time.Instant.class, "now")
        .because("tests own the time")
        .check(classes);
  }

  @Test
  void nothingSleeps() {
    noClasses()
        .should()
        .callMethod(Thread.class, "sleep", long.class)
        .because("a sleeping loop hears neither stop nor wake-up")
        .check(classes);
  }
}
