package dev.davit.contracts.event;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.topic.Topic;
import java.util.Objects;

/** Clients are let in again: the recovery is committed. */
@EventName(value = "database.opened", topic = Topic.DUMP_EVENTS)
public record DatabaseOpened(SystemId system, RunId run, int ordinal) implements RunFact {
  public DatabaseOpened {
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(run, "run");
  }
}
