package dev.davit.scheduler;

import dev.davit.contracts.SystemId;
import dev.davit.contracts.settings.RetentionPolicy;
import dev.davit.kit.outbox.Cause;
import dev.davit.scheduler.model.ProtectedSystem;
import dev.davit.scheduler.store.RunStore;
import dev.davit.scheduler.store.SystemStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/**
 * Asks for retention after a backup, once a day and system, never beside another or a recovery.
 * Thread-safe.
 */
public final class RetentionStarter {
  private static final Duration INTERVAL = Duration.ofHours(20);
  private static final RetentionPolicy KEEP_ALL = new RetentionPolicy(0, 0, 0, 0, 0, 0);

  private final RunStarter starter;
  private final InstantSource clock;

  public RetentionStarter(RunStarter starter, InstantSource clock) {
    this.starter = starter;
    this.clock = clock;
  }

  void afterBackup(Connection tx, SystemId name, Cause cause) throws SQLException {
    var system = SystemStore.find(tx, name);
    if (system.isEmpty() || system.get().definition().retention().equals(KEEP_ALL)) {
      return;
    }
    var newest = RunStore.newest(tx, name, "retention");
    if (!RunStore.live(tx, name, List.of("retention", "recovery")).isEmpty()) {
      return; // a point that is being recovered must not expire meanwhile
    }
    if (newest.isEmpty() || newest.get().plus(INTERVAL).isBefore(clock.instant())) {
      start(tx, system.get(), cause);
    }
  }

  private void start(Connection tx, ProtectedSystem system, Cause cause) throws SQLException {
    starter.retention(tx, system, cause);
  }
}
