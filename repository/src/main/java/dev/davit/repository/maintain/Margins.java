package dev.davit.repository.maintain;

import java.time.Duration;

/** Every margin that deletion keeps, with its reason. */
final class Margins {
  /**
   * Younger packs are never deleted. A part is stored hours before the snapshot that names it; its
   * writer holds a shared lock, but may have lost it without knowing, or be a client that takes
   * none. A day is longer than any capture should take, and than clocks differ.
   */
  static final Duration PACK_GRACE = Duration.ofHours(24);

  /**
   * Unused bytes, by used ones, that are left alone in packs which are needed as well: copying
   * costs more than it frees.
   */
  static final double UNUSED_SHARE = 0.05;

  /** Deletions between two looks at the lock: few enough to take seconds on a slow store. */
  static final int BATCH = 100;

  private Margins() {}
}
