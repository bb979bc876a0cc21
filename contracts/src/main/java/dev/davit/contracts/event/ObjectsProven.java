package dev.davit.contracts.event;

import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.error.Problem;
import dev.davit.contracts.topic.Topic;
import java.util.List;
import java.util.Objects;

/** Everything that the recovery needs is in the repository, or what is missing. */
@EventName(value = "objects.proven", topic = Topic.AUDIT_EVENTS)
public record ObjectsProven(
    SystemId system, RunId run, long packs, long bytes, List<Problem> obstacles)
    implements RunFact {
  public ObjectsProven {
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(run, "run");
    obstacles = List.copyOf(obstacles);
  }
}
