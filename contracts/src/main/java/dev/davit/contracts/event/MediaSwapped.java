package dev.davit.contracts.event;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.topic.Topic;
import java.util.Objects;

/** The restored media have taken the place of the old. */
@EventName(value = "media.swapped", topic = Topic.MEDIA_EVENTS)
public record MediaSwapped(SystemId system, RunId run, int ordinal) implements RunFact {
  public MediaSwapped {
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(run, "run");
  }
}
