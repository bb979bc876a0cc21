package dev.davit.contracts.event;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.error.Problem;
import dev.davit.contracts.topic.Topic;
import java.util.Objects;

/** The media could not be captured. */
@EventName(value = "media.failed", topic = Topic.MEDIA_EVENTS)
public record MediaFailed(SystemId system, RunId run, Problem problem) implements RunFact {
  public MediaFailed {
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(problem, "problem");
  }
}
