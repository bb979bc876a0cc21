package dev.davit.contracts.event;

import dev.davit.contracts.PointId;
import dev.davit.contracts.settings.SystemSettings;
import java.util.Objects;

/**
 * All that a worker must know to take part in a recovery.
 *
 * @param snapshot the point's snapshot
 * @param replace false: a target that holds data is refused; true: restored beside, then swapped
 */
public record RecoveryContext(
    SystemSettings settings,
    PointId point,
    String snapshot,
    RecoveryTarget target,
    boolean replace) {
  public RecoveryContext {
    Objects.requireNonNull(settings, "settings");
    Objects.requireNonNull(point, "point");
    Objects.requireNonNull(snapshot, "snapshot");
    target = target == null ? RecoveryTarget.original() : target;
  }

  /**
   * For a plan that goes straight into an empty place and swaps nothing: should data have appeared
   * there meanwhile, it is refused, or it would stay in the place of what was recovered.
   */
  public RecoveryContext intoEmpty() {
    return new RecoveryContext(settings, point, snapshot, target, false);
  }
}
