package dev.davit.audit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import dev.davit.kit.testing.WorkerHouseRules;
import org.junit.jupiter.api.Test;

class HouseRulesTest extends WorkerHouseRules {
  HouseRulesTest() {
    super("audit");
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
        .check(code);
  }
}
