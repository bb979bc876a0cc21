package dev.davit.repository;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final String ROOT = "dev.davit.repository";

  /** From the lowest; packages of one level may use each other. */
  private static final List<List<String>> LEVELS =
      List.of(
          List.of(ROOT + ".posix..", ROOT + ".backend.."),
          List.of(ROOT + ".crypto.."),
          List.of(ROOT + ".chunk..", ROOT + ".pack..", ROOT + ".index.."),
          List.of(ROOT + ".snapshot.."),
          List.of(ROOT + ".archive..", ROOT + ".restore.."),
          List.of(ROOT + ".maintain.."),
          List.of(ROOT));

  private static final JavaClasses MODULE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void noPackageImportsAHigherOne() {
    for (int level = 0; level < LEVELS.size() - 1; level++) {
      List<String> higher = new ArrayList<>();
      LEVELS.subList(level + 1, LEVELS.size()).forEach(higher::addAll);
      noClasses()
          .that()
          .resideInAnyPackage(LEVELS.get(level).toArray(String[]::new))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(higher.toArray(String[]::new))
          .because("each layer is understood and tested with only what is below it")
          .allowEmptyShould(true)
          .check(MODULE);
    }
  }

  @Test
  void packsKnowNoIndexAndChunksKnowNeither() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".pack..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + ".index..", ROOT + ".chunk..")
        .because("a pack says itself what is in it: the index can be lost and made again")
        .check(MODULE);
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".chunk..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(ROOT + ".index..", ROOT + ".pack..")
        .because("cutting a stream needs nothing but the stream")
        .check(MODULE);
  }

  @Test
  void onlyOnePackageSeesTheAwsSdk() {
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOT + ".backend.s3..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("software.amazon..")
        .because("a repository in a directory must open without it, and it changes often")
        .check(MODULE);
  }

  @Test
  void recoveryNeedsNothingElse() {
    classes()
        .that()
        .resideInAPackage(ROOT + "..")
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            ROOT + "..",
            "dev.davit.contracts.error..",
            "dev.davit.contracts.point..",
            "java..",
            "javax.crypto..",
            "com.fasterxml.jackson..",
            "com.github.luben.zstd..",
            "software.amazon..")
        .because("a repository is read when the services, the broker and the database are down")
        .check(MODULE);
  }

  @Test
  void timeIsGiven() {
    noClasses()
        .should()
        .callMethod(Instant.class, "now")
        .because("locks and snapshots are tested on a clock of the test's own")
        .check(MODULE);
  }
}
