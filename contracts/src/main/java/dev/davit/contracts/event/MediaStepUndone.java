package dev.davit.contracts.event;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.topic.Topic;
import java.util.Objects;

/** A step of media-service: its effect was taken back, or had none. */
@EventName(value = "media-step.undone", topic = Topic.MEDIA_EVENTS)
public record MediaStepUndone(SystemId system, RunId run, int ordinal, RecoveryStep step)
    implements RunFact {
  public MediaStepUndone {
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(step, "step");
  }
}
