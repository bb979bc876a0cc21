package dev.davit.contracts.event;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.topic.Topic;
import java.util.Objects;

/** The order to end all work of a run. */
@EventName(value = "run.cancelling", topic = Topic.SCHEDULER_EVENTS)
public record RunCancelling(SystemId system, RunId run, String reason) implements Order {
  public RunCancelling {
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(run, "run");
  }
}
