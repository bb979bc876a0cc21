package dev.davit.e2e.simulation;

import dev.davit.contracts.RunId;
import dev.davit.contracts.event.RecoveryStep;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Where recoveries go: which steps of each are in effect now. */
final class SimulatedTarget {
  private static final Set<RecoveryStep> OF_DATABASE =
      EnumSet.of(RecoveryStep.DATABASE, RecoveryStep.SWAP_DATABASE, RecoveryStep.OPEN);
  private static final Set<RecoveryStep> OF_MEDIA =
      EnumSet.of(RecoveryStep.MEDIA, RecoveryStep.SWAP_MEDIA, RecoveryStep.CLEAN_MEDIA);

  private final Map<RunId, Set<RecoveryStep>> effects = new HashMap<>();
  private final Set<RunId> notUndone = new HashSet<>();

  void apply(RunId run, RecoveryStep step) {
    var inEffect = effects.computeIfAbsent(run, none -> EnumSet.noneOf(RecoveryStep.class));
    switch (step) {
      case UNDO_DATABASE -> inEffect.removeAll(OF_DATABASE);
      case UNDO_MEDIA -> inEffect.removeAll(OF_MEDIA);
      default -> inEffect.add(step);
    }
  }

  /** An undoing step was given up: what is left is for people to clear. */
  void leaveToPeople(RunId run) {
    notUndone.add(run);
  }

  boolean isLeftToPeople(RunId run) {
    return notUndone.contains(run);
  }

  Set<RecoveryStep> of(RunId run) {
    return effects.getOrDefault(run, Set.of());
  }
}
