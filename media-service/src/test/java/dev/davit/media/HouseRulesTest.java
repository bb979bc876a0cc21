package dev.davit.media;

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
            .importPackages("dev.davit.media");
  }

  @Test
  void quarkusStaysInBootAndEvents() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.davit.media.boot..", "dev.davit.media.events..")
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
            "dev.davit.scheduler..", "dev.davit.dump..", "dev.davit.audit..", "dev.davit.cli..")
        .because("each service is built, killed and deployed alone")
        .check(classes);
  }

  @Test
  void theModelJudgesWithoutInputOrOutput() {
    noClasses()
        .that()
        .resideInAPackage("dev.davit.media.model..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages("java..", "dev.davit.contracts..", "dev.davit.media.model..")
        .because("judgements are tested without any part running")
        .check(classes);
    noClasses()
        .that()
        .resideInAPackage("dev.davit.media.model..")
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
        .resideInAPackage("dev.davit.media.store..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.davit.media",
            "dev.davit.media.events..",
            "dev.davit.media.boot..",
            "dev.davit.repository..",
            "dev.davit.postgres..")
        .because("SQL on our own tables is read downwards and touches nothing else")
        .check(classes);
  }

  @Test
  void useCasesKnowNothingAboveThem() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.davit.media", "dev.davit.media.model..", "dev.davit.media.store..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.davit.media.boot..", "dev.davit.media.events..")
        .because("boot reads downwards: it wires use cases, never the other way round")
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
        .resideOutsideOfPackage("dev.davit.media.boot..")
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
