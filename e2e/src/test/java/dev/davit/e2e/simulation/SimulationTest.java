package dev.davit.e2e.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Histories, each from one seed and in one thread. {@code -Ddavit.simulation.seeds=100000} tells
 * how many, {@code -Ddavit.simulation.first=N} where to begin: a failure names the seed that
 * replays it.
 */
class SimulationTest {
  private static final long SEEDS = Long.getLong("davit.simulation.seeds", 2_000);
  private static final long FIRST = Long.getLong("davit.simulation.first", 1);

  /** Histories at once, each in schemas of its own. */
  private static final int LANES = 2;

  @BeforeAll
  static void saysLittle() {
    Logger.getLogger("dev.davit").setLevel(Level.SEVERE); // what goes wrong is meant to
  }

  @Test
  void whateverHappensInWhicheverOrderTheInvariantsHold() throws Exception {
    var next = new AtomicLong(FIRST);
    try (var lanes = Executors.newFixedThreadPool(LANES)) {
      List<Future<?>> held = new ArrayList<>();
      for (int i = 0; i < LANES; i++) {
        held.add(
            lanes.submit(() -> {
              holdAll(next);
              return null;
            }));
      }
      for (Future<?> lane : held) {
        lane.get();
      }
    }
  }

  private static void holdAll(AtomicLong next) throws Exception {
    try (var schemas = new Schemas()) {
      for (long seed = next.getAndIncrement();
          seed < FIRST + SEEDS;
          seed = next.getAndIncrement()) {
        hold(seed, schemas);
      }
    } catch (Throwable e) {
      next.set(FIRST + SEEDS); // the other lane need not go on
      throw e;
    }
  }

  private static void hold(long seed, Schemas schemas) throws InterruptedException {
    try {
      World world = lived(seed, schemas);
      new Verdict(world).check();
    } catch (AssertionError | RuntimeException e) {
      throw new AssertionError(
          "replay with -Ddavit.simulation.first=" + seed + " -Ddavit.simulation.seeds=1", e);
    }
  }

  private static World lived(long seed, Schemas schemas) throws InterruptedException {
    var world = new World(seed, schemas);
    try {
      world.live();
    } finally {
      world.end();
    }
    return world;
  }

  @Test
  void aSeedReplaysTheSameHistoryWhateverWentBefore() throws Exception {
    for (long seed = FIRST; seed < FIRST + 20; seed++) {
      assertThat(story(seed)).as("seed %s", seed).isEqualTo(story(seed));
    }
  }

  private static List<String> story(long seed) throws Exception {
    try (var schemas = new Schemas()) {
      return Histories.of(lived(seed, schemas).broker).names();
    }
  }
}
