package dev.davit.scheduler;

import dev.davit.contracts.SystemId;
import dev.davit.contracts.point.PointState;
import dev.davit.kit.jdbc.Transactions;
import dev.davit.scheduler.model.ProtectedSystem;
import dev.davit.scheduler.model.RecoveryPoint;
import dev.davit.scheduler.model.Standing;
import dev.davit.scheduler.store.PointStore;
import dev.davit.scheduler.store.RunStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Looks up how protected systems stand. Thread-safe. */
public final class SystemStanding {
  private final Transactions transactions;
  private final InstantSource clock;

  public SystemStanding(Transactions transactions, InstantSource clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  public Standing of(ProtectedSystem system) {
    var name = system.definition().name();
    return transactions.get(tx -> {
      Instant last =
          PointStore.newest(tx, name, PointState.SEALED).map(RecoveryPoint::at).orElse(null);
      return new Standing(
          system.definition().objectives(),
          PointStore.count(tx, name),
          last,
          last == null ? null : Duration.between(last, clock.instant()),
          took(tx, name, "backup"),
          took(tx, name, "recovery"));
    });
  }

  private static Duration took(Connection tx, SystemId name, String kind) throws SQLException {
    return RunStore.newestCompleted(tx, name, kind)
        .map(run -> Duration.between(run.requestedAt(), run.endedAt()))
        .orElse(null);
  }
}
