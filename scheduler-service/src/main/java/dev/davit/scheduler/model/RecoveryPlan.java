package dev.davit.scheduler.model;

import static dev.davit.contracts.event.RecoveryStep.CLEAN_MEDIA;
import static dev.davit.contracts.event.RecoveryStep.DATABASE;
import static dev.davit.contracts.event.RecoveryStep.MEDIA;
import static dev.davit.contracts.event.RecoveryStep.OPEN;
import static dev.davit.contracts.event.RecoveryStep.SWAP_DATABASE;
import static dev.davit.contracts.event.RecoveryStep.SWAP_MEDIA;

import dev.davit.contracts.event.RecoveryStep;
import java.util.List;

/**
 * The steps of a recovery, in order; one is done at a time.
 *
 * @param bytes how much is written
 */
public record RecoveryPlan(List<RecoveryStep> steps, long bytes) {
  public RecoveryPlan {
    steps = List.copyOf(steps);
  }

  /** Into an empty place: straight there. */
  public static RecoveryPlan intoEmpty(long bytes) {
    return new RecoveryPlan(List.of(MEDIA, DATABASE), bytes);
  }

  /** In place of what is there: beside it, proven, then swapped; the old goes last. */
  public static RecoveryPlan beside(long bytes) {
    return new RecoveryPlan(
        List.of(MEDIA, DATABASE, SWAP_DATABASE, SWAP_MEDIA, OPEN, CLEAN_MEDIA), bytes);
  }

  /**
   * @param ordinal from 1
   */
  public RecoveryStep step(int ordinal) {
    return steps.get(ordinal - 1);
  }

  boolean isLast(int ordinal) {
    return ordinal == steps.size();
  }

  /** Who does a step. */
  public static Service service(RecoveryStep step) {
    return switch (step) {
      case MEDIA, SWAP_MEDIA, CLEAN_MEDIA, UNDO_MEDIA -> Service.MEDIA;
      case DATABASE, SWAP_DATABASE, OPEN, UNDO_DATABASE -> Service.DUMP;
    };
  }
}
