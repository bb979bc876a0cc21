package dev.davit.contracts.event;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.topic.Topic;
import java.util.Objects;

/** What was restored equals what was captured. */
@EventName(value = "recovery.validated", topic = Topic.SCHEDULER_EVENTS)
public record RecoveryValidated(SystemId system, RunId run, long tables, long rows, long files)
    implements RunFact {
  public RecoveryValidated {
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(run, "run");
  }
}
