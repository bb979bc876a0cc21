package dev.davit.contracts.event;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.topic.Topic;
import java.util.Objects;

/** A step of dump-service: its effect was taken back, or had none. */
@EventName(value = "database-step.undone", topic = Topic.DUMP_EVENTS)
public record DatabaseStepUndone(SystemId system, RunId run, int ordinal, RecoveryStep step)
    implements RunFact {
  public DatabaseStepUndone {
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(step, "step");
  }
}
