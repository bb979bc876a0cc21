package dev.davit.contracts.event;

import dev.davit.contracts.PointId;
import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.topic.Topic;
import java.util.Objects;

/**
 * A recovery ended well.
 *
 * @param seconds from the request to the end
 */
@EventName(value = "recovery.completed", topic = Topic.SCHEDULER_EVENTS)
public record RecoveryCompleted(SystemId system, RunId run, PointId point, double seconds)
    implements RunFact {
  public RecoveryCompleted {
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(point, "point");
  }
}
