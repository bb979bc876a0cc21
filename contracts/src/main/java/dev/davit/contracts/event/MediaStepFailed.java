package dev.davit.contracts.event;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.error.Problem;
import dev.davit.contracts.topic.Topic;
import java.util.Objects;

/** A step of media-service could not be done. */
@EventName(value = "media-step.failed", topic = Topic.MEDIA_EVENTS)
public record MediaStepFailed(
    SystemId system, RunId run, int ordinal, RecoveryStep step, Problem problem)
    implements RunFact {
  public MediaStepFailed {
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(step, "step");
    Objects.requireNonNull(problem, "problem");
  }
}
