package dev.davit.contracts.event;

import dev.davit.contracts.PointId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.topic.Topic;
import java.util.Objects;

/**
 * Somebody wants a system recovered.
 *
 * @param point which recovery point; null: the newest sealed one
 * @param target where to; null: where it was
 * @param replace what the target holds may be replaced
 * @param reason free text for people; null allowed
 */
@EventName(value = "recovery.requested", topic = Topic.REQUESTS)
public record RecoveryRequested(
    SystemId system, PointId point, RecoveryTarget target, boolean replace, String reason)
    implements Request {
  public RecoveryRequested {
    Objects.requireNonNull(system, "system");
  }
}
