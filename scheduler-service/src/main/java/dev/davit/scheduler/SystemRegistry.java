package dev.davit.scheduler;

import dev.davit.contracts.SystemId;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.settings.ScheduleSettings;
import dev.davit.contracts.settings.SystemDefinition;
import dev.davit.kit.jdbc.Transactions;
import dev.davit.scheduler.model.Cron;
import dev.davit.scheduler.model.NoPassword;
import dev.davit.scheduler.model.ProtectedSystem;
import dev.davit.scheduler.store.RunStore;
import dev.davit.scheduler.store.ScheduleStore;
import dev.davit.scheduler.store.SystemStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

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
   * @throws DavitException INVALID_SCHEDULE; INVALID_REQUEST for a password in the definition
   */
  public ProtectedSystem put(SystemDefinition definition) {
    NoPassword.in(definition.settings().database().url());
    return transactions.get(tx -> {
      // Always the schedule's row first, as the firer does.
      var before = ScheduleStore.lock(tx, definition.name());
      ProtectedSystem system = SystemStore.put(tx, definition);
      schedule(tx, definition, before);
      return system;
    });
  }

  private void schedule(
      Connection tx, SystemDefinition definition, Optional<ScheduleStore.Row> before)
      throws SQLException {
    ScheduleSettings wanted = definition.schedule();
    if (before.isPresent() && isSame(before.get(), wanted)) {
      return; // also what is due at this very moment stays due
    }
    if (before.isPresent()) {
      missDue(tx, before.get());
    }
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

  private static boolean isSame(ScheduleStore.Row before, ScheduleSettings wanted) {
    return wanted != null
        && before.cron().equals(wanted.cron())
        && before.zone().equals(wanted.zone())
        && before.paused() == wanted.paused();
  }

  /** What was due under the schedule that ends now, and was not started yet. */
  private void missDue(Connection tx, ScheduleStore.Row ending) throws SQLException {
    Instant now = clock.instant();
    if (ending.paused() || ending.nextFire().isAfter(now)) {
      return;
    }
    Cron cron = Cron.parse(ending.cron(), ending.zone());
    var fires = ScheduleStore.Fires.one(ending.nextFire());
    var next = cron.next(ending.nextFire());
    while (next.isPresent() && !next.get().isAfter(now)) {
      fires = fires.and(next.get());
      next = cron.next(next.get());
    }
    ScheduleStore.missed(tx, ending.system(), fires, "the schedule was changed before it ran");
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

  /**
   * Ends its schedule; its recovery points stay.
   *
   * @throws DavitException UNKNOWN_SYSTEM; RUN_OVERLAPS while it has a live run
   */
  public void delete(SystemId name) {
    transactions.run(tx -> {
      var schedule = ScheduleStore.lock(tx, name);
      SystemStore.lock(tx, name);
      var live = RunStore.live(tx, name, List.of("backup", "recovery", "retention"));
      if (live.isPresent()) {
        String run = live.get().run().kind() + " \"" + live.get().run().id() + "\"";
        throw new DavitException(ErrorCode.RUN_OVERLAPS, "system \"" + name + "\"", run);
      }
      if (schedule.isPresent()) {
        missDue(tx, schedule.get());
      }
      if (!SystemStore.delete(tx, name)) {
        throw unknown(name);
      }
    });
  }

  private static DavitException unknown(SystemId name) {
    return new DavitException(ErrorCode.UNKNOWN_SYSTEM, "system \"" + name + "\"", null);
  }
}
