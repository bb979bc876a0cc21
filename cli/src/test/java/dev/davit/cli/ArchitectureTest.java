package dev.davit.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final JavaClasses CLI =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.davit.cli");

  @Test
  void noServiceIsImported() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.davit.scheduler..",
            "dev.davit.dump..",
            "dev.davit.media..",
            "dev.davit.audit..",
            "dev.davit.kit..",
            "io.quarkus..")
        .because("break-glass needs none, and the stack starts their jars as processes")
        .check(CLI);
  }

  @Test
  void theRepositoryAloneRecovers() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.davit.cli.breakglass", "dev.davit.cli.repo")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.davit.cli.client", "dev.davit.cli.stack", "java.net.http", "org.apache.kafka..")
        .because("they are for the day on which no service, broker or network is left")
        .check(CLI);
  }

  @Test
  void onlyTheStackKnowsTheBroker() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.davit.cli.stack")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.kafka..", "kafka..")
        .because("verbs speak to the scheduler over HTTP")
        .check(CLI);
  }

  @Test
  void outputKnowsNoVerb() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.davit.cli.output", "dev.davit.cli.client")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.davit.cli.verb", "dev.davit.cli.demo", "dev.davit.cli.repo")
        .because("they serve every verb")
        .check(CLI);
  }
}
