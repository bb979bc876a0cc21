package dev.davit.e2e.simulation;

import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/**
 * Histories, each from one seed. {@code -Ddavit.simulation.seeds=100000} tells how many, {@code
 * -Ddavit.simulation.first=N} where to begin: a failure names the seed that replays it.
 */
class SimulationTest {
  private static final long SEEDS = Long.getLong("davit.simulation.seeds", 60);
  private static final long FIRST = Long.getLong("davit.simulation.first", 1);

  @Test
  void whateverHappensInWhicheverOrderTheInvariantsHold() throws Exception {
    Logger.getLogger("dev.davit").setLevel(Level.SEVERE); // what goes wrong is meant to
    try (var schemas = new Schemas()) {
      for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
        hold(seed, schemas);
      }
    }
  }

  private static void hold(long seed, Schemas schemas) throws InterruptedException {
    try {
      var world = new World(seed, schemas);
      world.live();
      new Verdict(world).check();
      world.end();
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(
          "replay with -Ddavit.simulation.first=" + seed + " -Ddavit.simulation.seeds=1", e);
    }
  }
}
