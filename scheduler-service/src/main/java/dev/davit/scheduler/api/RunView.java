package dev.davit.scheduler.api;

import dev.davit.contracts.error.Problem;
import dev.davit.scheduler.ProgressBoard;
import dev.davit.scheduler.store.RunStore;
import java.time.Instant;
import java.util.List;

/**
 * A run as people and programs see it.
 *
 * @param problem what ended it badly; null otherwise
 * @param point the point that it made or recovers; null if there is none yet
 * @param pointState {@code SEALED} or {@code OPEN} for a completed backup; null otherwise
 * @param history every move, oldest first; null in lists
 * @param progress what each service said last; null in lists
 */
public record RunView(
    String id,
    String system,
    String kind,
    String state,
    boolean ended,
    Instant requestedAt,
    Instant endedAt,
    String correlation,
    String point,
    String pointState,
    Problem problem,
    List<RunStore.Move> history,
    List<ProgressBoard.Line> progress) {}
