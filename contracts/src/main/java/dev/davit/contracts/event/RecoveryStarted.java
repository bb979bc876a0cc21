package dev.davit.contracts.event;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.topic.Topic;
import java.util.Objects;

/** The order to look at target and objects before a recovery is planned; nothing is changed. */
@EventName(value = "recovery.started", topic = Topic.SCHEDULER_EVENTS)
public record RecoveryStarted(SystemId system, RunId run, RecoveryContext context)
    implements Order {
  public RecoveryStarted {
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(context, "context");
  }
}
