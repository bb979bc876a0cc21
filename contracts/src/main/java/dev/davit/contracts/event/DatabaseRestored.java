package dev.davit.contracts.event;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.topic.Topic;
import java.util.Objects;

/** Databases stand at their target, or beside it, and equal what was captured. */
@EventName(value = "database.restored", topic = Topic.DUMP_EVENTS)
public record DatabaseRestored(
    SystemId system, RunId run, int ordinal, long databases, long tables, long rows)
    implements RunFact {
  public DatabaseRestored {
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(run, "run");
  }
}
