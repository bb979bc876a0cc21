package dev.davit.scheduler.model;

import dev.davit.contracts.RunId;
import dev.davit.contracts.error.Problem;
import java.util.Set;

/**
 * A run in one of its states. States are immutable and offer only legal moves; a terminal state has
 * none. A move that does not apply any more (a fact heard twice, or late) answers the state itself.
 */
public sealed interface Run permits BackupRun, RecoveryRun, RetentionRun {
  RunId id();

  /** True for states that have no moves. */
  default boolean ended() {
    return false;
  }

  /** What ended it badly, or will; null otherwise. */
  default Problem problem() {
    return null;
  }

  /** The services whose word it waits for; none once it has ended. */
  default Set<Service> waitsFor() {
    return Set.of();
  }

  /** {@code backup}, {@code recovery} or {@code retention}. */
  default String kind() {
    return switch (this) {
      case BackupRun ignored -> "backup";
      case RecoveryRun ignored -> "recovery";
      case RetentionRun ignored -> "retention";
    };
  }
}
