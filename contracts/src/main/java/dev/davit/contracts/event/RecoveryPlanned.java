package dev.davit.contracts.event;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.topic.Topic;
import java.util.List;
import java.util.Objects;

/** What a recovery will do, step by step. */
@EventName(value = "recovery.planned", topic = Topic.SCHEDULER_EVENTS)
public record RecoveryPlanned(SystemId system, RunId run, List<RecoveryStep> steps, long bytes)
    implements RunFact {
  public RecoveryPlanned {
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(steps, "steps");
    steps = List.copyOf(steps);
  }
}
