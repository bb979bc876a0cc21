package dev.davit.contracts.event;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.topic.Topic;
import java.util.Objects;

/** What stands where the databases would go. */
@EventName(value = "database-target.surveyed", topic = Topic.DUMP_EVENTS)
public record DatabaseTargetSurveyed(SystemId system, RunId run, TargetSurvey survey)
    implements RunFact {
  public DatabaseTargetSurveyed {
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(survey, "survey");
  }
}
