package dev.davit.e2e.simulation;

import java.util.List;
import java.util.Random;

/** All that is undecided, decided by one seed; and whether anything may go wrong at all. */
final class Chance {
  private final Random random;
  private boolean calm;

  Chance(long seed) {
    random = new Random(seed);
  }

  /** For whoever only looks on. */
  static Chance ofNoTrouble() {
    var chance = new Chance(0);
    chance.calm();
    return chance;
  }

  /** From now on nothing goes wrong, so that everything must come to its end. */
  void calm() {
    calm = true;
  }

  /** Something that goes wrong in so many of a hundred cases. */
  boolean trouble(int percent) {
    return !calm && random.nextInt(100) < percent;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  <T> T oneOf(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
