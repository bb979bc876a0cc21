package dev.davit.scheduler;

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
            .importPackages("dev.davit.scheduler");
  }

  @Test
  void quarkusStaysInBootEventsAndApi() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            "dev.davit.scheduler.boot..",
            "dev.davit.scheduler.events..",
            "dev.davit.scheduler.api..")
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
            "dev.davit.dump..", "dev.davit.media..", "dev.davit.audit..", "dev.davit.cli..")
        .because("each service is built, killed and deployed alone")
        .check(classes);
  }

  @Test
  void theModelJudgesWithoutInputOrOutput() {
    noClasses()
        .that()
        .resideInAPackage("dev.davit.scheduler.model..")
        .should()
        .dependOnClassesThat()
        .resideOutsideOfPackages("java..", "dev.davit.contracts..", "dev.davit.scheduler.model..")
        .because("judgements are tested without any part running")
        .check(classes);
    noClasses()
        .that()
        .resideInAPackage("dev.davit.scheduler.model..")
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
        .resideInAPackage("dev.davit.scheduler.store..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.davit.scheduler",
            "dev.davit.scheduler.events..",
            "dev.davit.scheduler.api..",
            "dev.davit.scheduler.boot..")
        .because("SQL on our own tables is read downwards and touches nothing else")
        .check(classes);
  }

  @Test
  void useCasesKnowNothingAboveThem() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.davit.scheduler", "dev.davit.scheduler.model..", "dev.davit.scheduler.store..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.davit.scheduler.boot..",
            "dev.davit.scheduler.events..",
            "dev.davit.scheduler.api..")
        .because("boot reads downwards: it wires use cases, never the other way round")
        .check(classes);
  }

  @Test
  void itHoldsNoKeyOfAnyRepository() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.davit.repository..", "dev.davit.postgres..", "dev.davit.kit.secret..")
        .because("the process that people reach can open neither backups nor databases")
        .check(classes);
  }

  @Test
  void runsChangeThroughOneDoor() {
    noClasses()
        .that()
        .doNotBelongToAnyOf(RunLifecycle.class)
        .should()
        .callMethodWhere(
            com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                    com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner(
                        com.tngtech.archunit.core.domain.properties.HasName.Predicates.name(
                            dev.davit.scheduler.store.RunStore.class.getName())))
                .and(
                    com.tngtech.archunit.core.domain.JavaCall.Predicates.target(
                        com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching(
                            "insert|update|addMove"))))
        .because("state, history, events and metric are written together or not at all")
        .check(classes);
  }

  @Test
  void timeIsInjected() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.davit.scheduler.boot..")
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
