package dev.davit.contracts.event;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.topic.Topic;
import java.util.Objects;

/** The old media, and whatever else a recovery left beside the new, are removed. */
@EventName(value = "media.cleaned", topic = Topic.MEDIA_EVENTS)
public record MediaCleaned(SystemId system, RunId run, int ordinal) implements RunFact {
  public MediaCleaned {
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(run, "run");
  }
}
