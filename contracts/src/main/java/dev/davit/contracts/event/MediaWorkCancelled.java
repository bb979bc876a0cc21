package dev.davit.contracts.event;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.topic.Topic;
import java.util.Objects;

/** media-service has ended its work of a run. */
@EventName(value = "media-work.cancelled", topic = Topic.MEDIA_EVENTS)
public record MediaWorkCancelled(SystemId system, RunId run) implements RunFact {
  public MediaWorkCancelled {
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(run, "run");
  }
}
