package dev.davit.kit.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import dev.davit.contracts.event.Request;
import org.junit.jupiter.api.Test;

/** {@link HouseRules} of a service that works on the scheduler's orders. */
public abstract class WorkerHouseRules extends HouseRules {
  /**
   * @param service the name of its package below {@code dev.davit}
   */
  protected WorkerHouseRules(String service) {
    super(service);
  }

  @Test
  public void requestsAreTheSchedulersAlone() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .implement(Request.class)
        .because("a worker obeys orders; a request that reached it directly would skip the policy")
        .check(code);
  }
}
