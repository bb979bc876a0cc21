package dev.davit.contracts.event;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.topic.Topic;
import java.util.Objects;

/**
 * The order to do one step of a recovery. One step of a run is outstanding at a time.
 *
 * @param ordinal the step's place in the plan, from 1
 */
@EventName(value = "recovery-step.started", topic = Topic.SCHEDULER_EVENTS)
public record RecoveryStepStarted(
    SystemId system, RunId run, int ordinal, RecoveryStep step, RecoveryContext context)
    implements Order {
  public RecoveryStepStarted {
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(step, "step");
    Objects.requireNonNull(context, "context");
  }
}
