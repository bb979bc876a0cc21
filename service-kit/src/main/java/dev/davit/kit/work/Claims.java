package dev.davit.kit.work;

import dev.davit.contracts.RunId;
import dev.davit.contracts.codec.Envelope;
import dev.davit.kit.outbox.Cause;
import dev.davit.kit.outbox.Outbox;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/**
 * Hands out work, one piece after another whatever the number of replicas, and keeps and says why
 * the rest waits. Thread-safe.
 */
final class Claims {
  private final Outbox outbox;
  private final Waiting waiting;

  /**
   * @param waiting null: why work waits is kept with it, but not said
   */
  Claims(Outbox outbox, Waiting waiting) {
    this.outbox = outbox;
    this.waiting = waiting;
  }

  Optional<Work> next(
      Connection tx,
      String owner,
      Collection<WorkKind> kinds,
      Collection<WorkKind> full,
      Duration lease)
      throws SQLException {
    ClaimRows.takeTurn(tx);
    ClaimRows.takeBack(tx);
    WorkQueue queue = ClaimRows.queue(tx);
    for (WorkQueue.Ready ready : queue.inOrder()) {
      boolean place = kinds.contains(ready.kind());
      if (!place && !full.contains(ready.kind())) {
        continue;
      }
      Optional<String> keeps = queue.keeps(ready);
      if (keeps.isPresent() || !(place || ready.cancelRequested())) {
        note(tx, ready, keeps.or(() -> queue.unclaimed(ready)));
      } else {
        Optional<Work> work = ClaimRows.lease(tx, ready, owner, lease);
        if (work.isPresent()) {
          return work;
        }
      }
    }
    return Optional.empty();
  }

  private void note(Connection tx, WorkQueue.Ready ready, Optional<String> why)
      throws SQLException {
    if (why.isPresent() && !why.get().equals(ready.waits())) {
      Optional<Envelope> order = ClaimRows.note(tx, ready, why.get());
      if (order.isPresent()) {
        say(tx, order.get(), ready.run(), why.get());
      }
    }
  }

  /** Says why work waits, when {@code tx} commits. */
  void say(Connection tx, Envelope order, RunId run, String why) throws SQLException {
    if (waiting != null) {
      outbox.append(tx, waiting.says(order.event().system(), run, why), Cause.of(order));
    }
  }
}
