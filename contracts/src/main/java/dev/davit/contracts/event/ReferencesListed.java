package dev.davit.contracts.event;

import dev.davit.contracts.Pin;
import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.point.PartManifest;
import dev.davit.contracts.topic.Topic;
import java.util.Objects;

/** Every media reference of the pinned snapshot is stored as a part. */
@EventName(value = "references.listed", topic = Topic.DUMP_EVENTS)
public record ReferencesListed(
    SystemId system,
    RunId run,
    Pin pin,
    PartManifest part,
    long managed,
    long external,
    long remote)
    implements RunFact {
  public ReferencesListed {
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(pin, "pin");
    Objects.requireNonNull(part, "part");
  }
}
