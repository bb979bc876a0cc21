package dev.davit.contracts.event;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.error.Problem;
import dev.davit.contracts.topic.Topic;
import java.util.Objects;

/** Retention could not be applied; nothing that is kept was touched. */
@EventName(value = "retention.failed", topic = Topic.AUDIT_EVENTS)
public record RetentionFailed(SystemId system, RunId run, Problem problem) implements RunFact {
  public RetentionFailed {
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(problem, "problem");
  }
}
