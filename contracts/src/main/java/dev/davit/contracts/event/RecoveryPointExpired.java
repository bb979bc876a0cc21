package dev.davit.contracts.event;

import dev.davit.contracts.PointId;
import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.topic.Topic;
import java.util.Objects;

/** A recovery point was forgotten. */
@EventName(value = "recovery-point.expired", topic = Topic.AUDIT_EVENTS)
public record RecoveryPointExpired(SystemId system, RunId run, PointId point) implements RunFact {
  public RecoveryPointExpired {
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(point, "point");
  }
}
