package dev.davit.contracts.event;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.error.Problem;
import dev.davit.contracts.topic.Topic;
import java.util.Objects;

/** A backup ended without a point. */
@EventName(value = "backup.failed", topic = Topic.SCHEDULER_EVENTS)
public record BackupFailed(SystemId system, RunId run, Problem problem) implements RunFact {
  public BackupFailed {
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(problem, "problem");
  }
}
