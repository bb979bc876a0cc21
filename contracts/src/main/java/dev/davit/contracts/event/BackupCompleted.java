package dev.davit.contracts.event;

import dev.davit.contracts.PointId;
import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.point.PointState;
import dev.davit.contracts.topic.Topic;
import java.util.Objects;

/** A backup ended well: its point is sealed, or open. */
@EventName(value = "backup.completed", topic = Topic.SCHEDULER_EVENTS)
public record BackupCompleted(SystemId system, RunId run, PointId point, PointState state)
    implements RunFact {
  public BackupCompleted {
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(point, "point");
    Objects.requireNonNull(state, "state");
  }
}
