package dev.davit.contracts.event;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.topic.Topic;
import java.util.Objects;

/** audit-service has ended its work of a run. */
@EventName(value = "seal-work.cancelled", topic = Topic.AUDIT_EVENTS)
public record SealWorkCancelled(SystemId system, RunId run) implements RunFact {
  public SealWorkCancelled {
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(run, "run");
  }
}
