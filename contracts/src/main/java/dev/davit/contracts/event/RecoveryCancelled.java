package dev.davit.contracts.event;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.topic.Topic;
import java.util.Objects;

/** A recovery was ended on request. */
@EventName(value = "recovery.cancelled", topic = Topic.SCHEDULER_EVENTS)
public record RecoveryCancelled(SystemId system, RunId run) implements RunFact {
  public RecoveryCancelled {
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(run, "run");
  }
}
