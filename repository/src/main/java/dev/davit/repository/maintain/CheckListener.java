package dev.davit.repository.maintain;

/** Hears how far a check is; never two calls at once. */
public interface CheckListener {
  CheckListener NONE = new CheckListener() {};

  /** A problem was found. */
  default void problem(String line) {}

  /** A pack was read whole. */
  default void read(long packs, long ofPacks, long bytes) {}
}
