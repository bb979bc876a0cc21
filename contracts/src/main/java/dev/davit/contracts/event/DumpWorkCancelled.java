package dev.davit.contracts.event;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.topic.Topic;
import java.util.Objects;

/** dump-service has ended its work of a run. */
@EventName(value = "dump-work.cancelled", topic = Topic.DUMP_EVENTS)
public record DumpWorkCancelled(SystemId system, RunId run) implements RunFact {
  public DumpWorkCancelled {
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(run, "run");
  }
}
