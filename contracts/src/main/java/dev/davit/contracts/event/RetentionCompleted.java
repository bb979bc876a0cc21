package dev.davit.contracts.event;

import dev.davit.contracts.PointId;
import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.topic.Topic;
import java.util.List;
import java.util.Objects;

/** Points that no rule keeps are forgotten. */
@EventName(value = "retention.completed", topic = Topic.AUDIT_EVENTS)
public record RetentionCompleted(SystemId system, RunId run, List<PointId> expired, long freedBytes)
    implements RunFact {
  public RetentionCompleted {
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(expired, "expired");
    expired = List.copyOf(expired);
  }
}
