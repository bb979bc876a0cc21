package dev.davit.scheduler;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import dev.davit.kit.testing.HouseRules;
import dev.davit.scheduler.store.RunStore;
import org.junit.jupiter.api.Test;

class HouseRulesTest extends HouseRules {
  HouseRulesTest() {
    super("scheduler");
  }

  @Test
  void itHoldsNoKeyOfAnyRepository() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "dev.davit.repository..",
            "dev.davit.worker..",
            "dev.davit.postgres..",
            "dev.davit.kit.secret..")
        .because("the process that people reach can open neither backups nor databases")
        .check(code);
  }

  @Test
  void runsChangeThroughOneDoor() {
    noClasses()
        .that()
        .doNotBelongToAnyOf(RunLifecycle.class)
        .should()
        .callMethodWhere(
            target(owner(name(RunStore.class.getName())))
                .and(target(nameMatching("insert|update|addMove"))))
        .because("state, history, events and metric are written together or not at all")
        .check(code);
  }
}
