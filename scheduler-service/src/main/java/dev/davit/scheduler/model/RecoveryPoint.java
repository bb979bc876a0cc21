package dev.davit.scheduler.model;

import dev.davit.contracts.PointId;
import dev.davit.contracts.RunId;
import dev.davit.contracts.SystemId;
import dev.davit.contracts.point.ClosureSummary;
import dev.davit.contracts.point.DatabaseSummary;
import dev.davit.contracts.point.PointState;
import java.time.Instant;
import java.util.List;

/**
 * A recovery point as the catalog knows it.
 *
 * @param point its id
 * @param at the moment that it captures
 * @param bytes size of everything in it
 * @param stored bytes that were new to the repository
 */
public record RecoveryPoint(
    PointId point,
    SystemId system,
    RunId run,
    String snapshot,
    PointState state,
    Instant at,
    Instant sealedAt,
    ClosureSummary closure,
    List<DatabaseSummary> databases,
    long files,
    long bytes,
    long stored) {}
