package dev.davit.contracts.event;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.topic.Topic;
import java.util.Objects;

/** The restored databases have taken the names of the old ones; clients are still refused. */
@EventName(value = "database.swapped", topic = Topic.DUMP_EVENTS)
public record DatabaseSwapped(SystemId system, RunId run, int ordinal) implements RunFact {
  public DatabaseSwapped {
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(run, "run");
  }
}
