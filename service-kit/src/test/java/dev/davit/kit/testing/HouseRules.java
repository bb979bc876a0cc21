package dev.davit.kit.testing;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Who may import whom in any service. A service's own test extends this, or {@link
 * WorkerHouseRules}, and adds what holds for it alone.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // the code is read once
public abstract class HouseRules {
  private static final List<String> PEERS = List.of("scheduler", "dump", "media", "audit", "cli");

  /** The service's code without its tests. */
  protected final JavaClasses code;

  private final String root;

  /**
   * @param service the name of its package below {@code dev.davit}
   */
  protected HouseRules(String service) {
    root = "dev.davit." + service;
    code =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(root);
  }

  @Test
  public void quarkusStaysInBootEventsAndApi() {
    noClasses()
        .that()
        .resideOutsideOfPackages(in("boot"), in("events"), in("api"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.quarkus..", "jakarta..", "io.smallrye..", "org.eclipse..")
        .because("use cases run in tests and in the command line without a container")
        .check(code);
  }

  @Test
  public void noServiceImportsAnother() {
    var others =
        PEERS.stream()
            .map(peer -> "dev.davit." + peer)
            .filter(peer -> !peer.equals(root))
            .map(peer -> peer + "..")
            .toArray(String[]::new);
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(others)
        .because("each service is built, killed and deployed alone")
        .check(code);
  }

  @Test
  public void theModelJudgesWithoutInputOrOutput() {
    classes()
        .that()
        .resideInAPackage(in("model"))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "dev.davit.contracts..", in("model"))
        .because("judgements are tested without any part running")
        .check(code);
    noClasses()
        .that()
        .resideInAPackage(in("model"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("java.sql..", "java.nio.file..", "java.net..")
        .because("judgements are tested without any part running")
        .check(code);
  }

  @Test
  public void storesKnowTheModelAndTheirOwnTables() {
    classes()
        .that()
        .resideInAPackage(in("store"))
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage(
            "java..",
            "javax.sql..",
            "com.fasterxml.jackson..",
            "dev.davit.contracts..",
            "dev.davit.kit..",
            in("model"),
            in("store"))
        .because("SQL on our own tables is read downwards and touches nothing else")
        .check(code);
  }

  @Test
  public void useCasesKnowNothingAboveThem() {
    noClasses()
        .that()
        .resideOutsideOfPackages(in("boot"), in("events"), in("api"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(in("boot"), in("events"), in("api"))
        .because("boot reads downwards: it wires use cases, never the other way round")
        .check(code);
    noClasses()
        .that()
        .resideInAnyPackage(in("events"), in("api"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(in("boot"))
        .because("boot reads downwards: it wires use cases, never the other way round")
        .check(code);
  }

  /** A package of the service that has none of the names all services share is an adapter. */
  @Test
  public void adaptersKnowNoUseCaseAndNoStore() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            root, in("model"), in("store"), in("events"), in("api"), in("boot"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(root, in("store"))
        .because("the world outside is reached from the use cases, our tables beside it")
        .allowEmptyShould(true)
        .check(code);
  }

  @Test
  public void onlyUseCasesAndAdaptersReachRepositoriesAndDatabases() {
    noClasses()
        .that()
        .resideInAnyPackage(in("model"), in("store"), in("events"), in("api"), in("boot"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.davit.repository..", "dev.davit.postgres..")
        .because("what is done to backups and databases is read in one place")
        .check(code);
  }

  @Test
  public void theAwsSdkStaysBehindItsDoors() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.davit.media.source..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("software.amazon..")
        .because("it changes often, and a bucket as a source is its only use in a service")
        .check(code);
  }

  @Test
  public void timeIsInjected() {
    noClasses()
        .that()
        .resideOutsideOfPackage(in("boot"))
        .should()
        .callMethod(Instant.class, "now")
        .because("tests own the time")
        .check(code);
  }

  @Test
  public void nothingSleeps() {
    noClasses()
        .should()
        .callMethodWhere(target(owner(name(Thread.class.getName()))).and(target(name("sleep"))))
        .because("a sleeping loop hears neither stop nor wake-up")
        .check(code);
  }

  private String in(String room) {
    return root + "." + room + "..";
  }
}
