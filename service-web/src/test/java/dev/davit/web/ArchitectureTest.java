package dev.davit.web;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses WEB =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.davit.web");

  @Test
  void itKnowsNoService() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.davit.scheduler..", "dev.davit.dump..", "dev.davit.media..", "dev.davit.audit..")
        .because("each of them has it")
        .check(WEB);
  }

  @Test
  void ofOursOnlyContractsAndTheKitsInboxAreImported() {
    classes()
        .that()
        .resideInAPackage("dev.davit..")
        .should()
        .onlyDependOnClassesThat()
        .resideOutsideOfPackages(
            "dev.davit.kit.work..",
            "dev.davit.kit.outbox..",
            "dev.davit.kit.jdbc..",
            "dev.davit.repository..")
        .because("it shows what a service has set aside, and does nothing")
        .check(WEB);
  }
}
