package dev.davit.contracts.event;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.error.Problem;
import dev.davit.contracts.topic.Topic;
import java.util.Objects;

/** A step of dump-service could not be done. */
@EventName(value = "database-step.failed", topic = Topic.DUMP_EVENTS)
public record DatabaseStepFailed(
    SystemId system, RunId run, int ordinal, RecoveryStep step, Problem problem)
    implements RunFact {
  public DatabaseStepFailed {
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(step, "step");
    Objects.requireNonNull(problem, "problem");
  }
}
