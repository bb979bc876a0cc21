package dev.davit.contracts.event;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.error.Problem;
import dev.davit.contracts.topic.Topic;
import java.util.Objects;

/** The databases could not be captured. */
@EventName(value = "dump.failed", topic = Topic.DUMP_EVENTS)
public record DumpFailed(SystemId system, RunId run, Problem problem) implements RunFact {
  public DumpFailed {
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(problem, "problem");
  }
}
