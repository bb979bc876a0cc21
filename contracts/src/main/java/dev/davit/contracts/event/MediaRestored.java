package dev.davit.contracts.event;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.topic.Topic;
import java.util.Objects;

/** Media stand at their target, or beside it, verified as they were written. */
@EventName(value = "media.restored", topic = Topic.MEDIA_EVENTS)
public record MediaRestored(SystemId system, RunId run, int ordinal, long files, long bytes)
    implements RunFact {
  public MediaRestored {
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(run, "run");
  }
}
