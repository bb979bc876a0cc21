package dev.davit.contracts.event;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.topic.Topic;
import java.util.Objects;

/** What stands where the media would go. */
@EventName(value = "media-target.surveyed", topic = Topic.MEDIA_EVENTS)
public record MediaTargetSurveyed(SystemId system, RunId run, TargetSurvey survey)
    implements RunFact {
  public MediaTargetSurveyed {
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(survey, "survey");
  }
}
