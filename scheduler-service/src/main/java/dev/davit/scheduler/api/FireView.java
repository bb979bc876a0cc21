package dev.davit.scheduler.api;

import dev.davit.scheduler.store.FireStore;
import java.time.Instant;

/**
 * What became of a nominal fire, or of several one after another that were missed for one reason.
 *
 * @param fires how many there are from {@code first} to {@code last}
 * @param outcome {@code ran}, {@code missed} or {@code waiting}
 * @param run null unless it ran
 * @param reason one word; null unless missed
 * @param text the reason for people; null unless missed
 * @param startBy when a waiting fire is missed; null: never
 */
public record FireView(
    Instant first,
    Instant last,
    long fires,
    String outcome,
    String run,
    String reason,
    String text,
    Instant startBy) {

  static FireView of(FireStore.Row row) {
    return new FireView(
        row.fires().first(),
        row.fires().last(),
        row.fires().count(),
        row.run() != null ? "ran" : row.waiting() ? "waiting" : "missed",
        row.run() == null ? null : row.run().toString(),
        row.reason() == null ? null : row.reason().word(),
        row.text(),
        row.startBy());
  }
}
