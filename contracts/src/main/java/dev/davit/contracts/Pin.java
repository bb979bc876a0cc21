package dev.davit.contracts;

/**
 * The exported database snapshots that all parts of one point belong to. A run that loses its pin
 * takes a new one; the higher ordinal replaces the lower, and parts are joined only within one pin.
 *
 * @param ordinal 1 for a run's first pin
 */
public record Pin(RunId run, int ordinal) {
  public Pin {
    if (ordinal < 1) {
      throw new IllegalArgumentException("a pin's ordinal starts at 1, not " + ordinal);
    }
  }

  /** True if this pin takes the place of {@code other}; both belong to one run. */
  public boolean replaces(Pin other) {
    if (!run.equals(other.run)) {
      throw new IllegalArgumentException("pins of different runs are not comparable");
    }
    return ordinal > other.ordinal;
  }
}
