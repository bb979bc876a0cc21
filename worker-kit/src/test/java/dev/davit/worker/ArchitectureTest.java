package dev.davit.worker;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void ofOursOnlyContractsTheKitAndTheRepositoryAreImported() {
    classes()
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "dev.davit.worker..",
            "dev.davit.contracts..",
            "dev.davit.kit..",
            "dev.davit.repository..",
            "java..")
        .because("it serves every worker, so it knows none of them, and no framework")
        .check(
            new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages("dev.davit.worker"));
  }
}
