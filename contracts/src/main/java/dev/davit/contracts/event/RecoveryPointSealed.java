package dev.davit.contracts.event;

import dev.davit.contracts.PointId;
import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.point.ClosureSummary;
import dev.davit.contracts.point.DatabaseSummary;
import dev.davit.contracts.point.PointState;
import dev.davit.contracts.topic.Topic;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A recovery point is stored: sealed if every reference resolves, else open.
 *
 * @param snapshot id of its snapshot, 64 hexadecimal digits
 * @param bytes size of everything in it
 * @param stored bytes that were new to the repository
 */
@EventName(value = "recovery-point.sealed", topic = Topic.AUDIT_EVENTS)
public record RecoveryPointSealed(
    SystemId system,
    RunId run,
    PointId point,
    String snapshot,
    PointState state,
    Instant at,
    ClosureSummary closure,
    List<DatabaseSummary> databases,
    long files,
    long bytes,
    long stored)
    implements RunFact {
  public RecoveryPointSealed {
    Objects.requireNonNull(system, "system");
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(point, "point");
    Objects.requireNonNull(snapshot, "snapshot");
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(closure, "closure");
    databases = List.copyOf(databases);
  }
}
