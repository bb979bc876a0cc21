package dev.davit.contracts.event;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.error.Problem;
import dev.davit.contracts.topic.Topic;
import java.util.Objects;

/** A recovery ended without success; never reported as anything else. */
@EventName(value = "recovery.failed", topic = Topic.SCHEDULER_EVENTS)
public record RecoveryFailed(SystemId system, RunId run, Problem problem) implements RunFact {
  public RecoveryFailed {
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(problem, "problem");
  }
}
