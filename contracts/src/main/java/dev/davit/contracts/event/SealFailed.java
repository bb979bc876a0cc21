package dev.davit.contracts.event;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.error.Problem;
import dev.davit.contracts.topic.Topic;
import java.util.Objects;

/** The parts could not be joined into a point. */
@EventName(value = "seal.failed", topic = Topic.AUDIT_EVENTS)
public record SealFailed(SystemId system, RunId run, Problem problem) implements RunFact {
  public SealFailed {
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(problem, "problem");
  }
}
