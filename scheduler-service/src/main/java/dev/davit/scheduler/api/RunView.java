package dev.davit.scheduler.api;

import dev.davit.contracts.error.Problem;
import dev.davit.contracts.event.Amount;
import dev.davit.scheduler.store.RunStore;
import java.time.Instant;
import java.util.List;

/**
 * A run as people and programs see it.
 *
 * @param requestedBy the source of the request, or the scheduler's own part
 * @param reason why it was asked for; null if nobody said
 * @param problem what ended it badly; null otherwise
 * @param point the point that it made or recovers; null if there is none yet
 * @param pointState {@code SEALED} or {@code OPEN} for a completed backup; null otherwise
 * @param waitsFor services whose word a live run waits for, such as {@code media-service}; empty
 *     once it has ended
 * @param heardAt when anything was last heard of it; null in lists, and once it has ended
 * @param history every move, oldest first; null in lists
 * @param progress what each service said last; null in lists
 */
public record RunView(
    String id,
    String system,
    String kind,
    String state,
    boolean ended,
    String requestedBy,
    String reason,
    Instant requestedAt,
    Instant endedAt,
    String correlation,
    String point,
    String pointState,
    Problem problem,
    List<String> waitsFor,
    Instant heardAt,
    List<RunStore.Move> history,
    List<Line> progress) {

  /** What one service said last of its progress. */
  public record Line(String service, String step, Amount amount, Instant at) {}
}
