package dev.davit.contracts.event;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.topic.Topic;
import java.util.Objects;

/** A backup was ended on request. */
@EventName(value = "backup.cancelled", topic = Topic.SCHEDULER_EVENTS)
public record BackupCancelled(SystemId system, RunId run) implements RunFact {
  public BackupCancelled {
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(run, "run");
  }
}
