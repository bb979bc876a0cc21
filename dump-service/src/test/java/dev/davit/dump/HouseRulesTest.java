package dev.davit.dump;

import dev.davit.kit.testing.WorkerHouseRules;

class HouseRulesTest extends WorkerHouseRules {
  HouseRulesTest() {
    super("dump");
  }
}
