package dev.davit.e2e.simulation;

/** The process dies here: whatever was only in its memory is gone. */
final class Killed extends Error {
  private static final long serialVersionUID = 1L;

  Killed() {
    super("killed", null, false, false);
  }
}
