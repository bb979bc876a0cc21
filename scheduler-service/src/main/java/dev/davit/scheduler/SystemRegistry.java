package dev.davit.scheduler;

import dev.davit.contracts.SystemId;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.settings.ScheduleSettings;
import dev.davit.contracts.settings.SystemDefinition;
import dev.davit.kit.jdbc.Transactions;
import dev.davit.scheduler.model.Cron;
import dev.davit.scheduler.model.ProtectedSystem;
import dev.davit.scheduler.store.ScheduleStore;
import dev.davit.scheduler.store.SystemStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;

/** Protected systems and their schedules, changed together. Thread-safe. */
public final class SystemRegistry {
  private final Transactions transactions;
  private final InstantSource clock;

  public SystemRegistry(Transactions transactions, InstantSource clock) {
    this.transactions = transactions;
    this.clock = clock;
  }

  /**
   * Creates the system or gives it a new revision.
   *
   * @throws DavitException INVALID_SCHEDULE
   */
  public ProtectedSystem put(SystemDefinition definition) {
    return transactions.get(tx -> {
      ProtectedSystem system = SystemStore.put(tx, definition);
      schedule(tx, definition);
      return system;
    });
  }

  private void schedule(Connection tx, SystemDefinition definition) throws SQLException {
    ScheduleSettings wanted = definition.schedule();
    if (wanted == null) {
      ScheduleStore.delete(tx, definition.name());
      return;
    }
    Cron cron = Cron.parse(wanted.cron(), wanted.zone());
    ScheduleStore.put(
        tx,
        new ScheduleStore.Row(
            definition.name(),
            wanted.cron(),
            wanted.zone(),
            wanted.paused(),
            cron.next(clock.instant()).orElseThrow()));
  }

  /**
   * @throws DavitException UNKNOWN_SYSTEM
   */
  public ProtectedSystem get(SystemId name) {
    return transactions.get(tx -> SystemStore.find(tx, name)).orElseThrow(() -> unknown(name));
  }

  public List<ProtectedSystem> all() {
    return transactions.get(SystemStore::all);
  }

  public List<ScheduleStore.Row> schedules() {
    return transactions.get(ScheduleStore::all);
  }

  /** Ends its schedule; its recovery points stay. */
  public void delete(SystemId name) {
    if (!transactions.get(tx -> SystemStore.delete(tx, name))) {
      throw unknown(name);
    }
  }

  private static DavitException unknown(SystemId name) {
    return new DavitException(ErrorCode.UNKNOWN_SYSTEM, "system \"" + name + "\"", null);
  }
}
