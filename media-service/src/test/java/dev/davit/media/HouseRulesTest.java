package dev.davit.media;

import dev.davit.kit.testing.WorkerHouseRules;

class HouseRulesTest extends WorkerHouseRules {
  HouseRulesTest() {
    super("media");
  }
}
