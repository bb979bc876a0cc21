package dev.davit.contracts.event;

import dev.davit.contracts.Pin;
import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.topic.Topic;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * The database's moment is fixed; media may be read from now on. Replaces any lower pin of the run.
 */
@EventName(value = "dump.pinned", topic = Topic.DUMP_EVENTS)
public record DumpPinned(
    SystemId system, RunId run, Pin pin, List<String> databases, String walPosition, Instant at)
    implements RunFact {
  public DumpPinned {
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(pin, "pin");
    Objects.requireNonNull(at, "at");
    databases = List.copyOf(databases);
  }
}
