package dev.davit.contracts.event;

import dev.davit.contracts.Pin;
import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.point.DatabaseSummary;
import dev.davit.contracts.point.PartManifest;
import dev.davit.contracts.topic.Topic;
import java.util.List;
import java.util.Objects;

/** All databases of the pin are stored as a part. */
@EventName(value = "dump.completed", topic = Topic.DUMP_EVENTS)
public record DumpCompleted(
    SystemId system, RunId run, Pin pin, PartManifest part, List<DatabaseSummary> databases)
    implements RunFact {
  public DumpCompleted {
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(pin, "pin");
    Objects.requireNonNull(part, "part");
    databases = List.copyOf(databases);
  }
}
