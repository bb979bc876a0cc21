package dev.davit.scheduler;

import dev.davit.contracts.SystemId;
import dev.davit.contracts.codec.Json;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.settings.SystemDefinition;
import dev.davit.kit.jdbc.Transactions;
import dev.davit.scheduler.model.NoPassword;
import dev.davit.scheduler.model.OrderRoom;
import dev.davit.scheduler.model.ProtectedSystem;
import dev.davit.scheduler.model.Run;
import dev.davit.scheduler.store.RunStore;
import dev.davit.scheduler.store.ScheduleStore;
import dev.davit.scheduler.store.SystemStore;
import java.util.List;

/** Protected systems and their schedules, changed together. Thread-safe. */
public final class SystemRegistry {
  private final Transactions transactions;
  private final ScheduleChanges schedules;

  public SystemRegistry(Transactions transactions, ScheduleChanges schedules) {
    this.transactions = transactions;
    this.schedules = schedules;
  }

  /**
   * Creates the system or gives it a new revision.
   *
   * @throws DavitException INVALID_SCHEDULE; INVALID_REQUEST for a password in the definition;
   *     TOO_LARGE for one that no order could carry
   */
  public ProtectedSystem put(SystemDefinition definition) {
    Json.requireStorable("definition of system \"" + definition.name() + "\"", definition);
    NoPassword.in(definition.settings().database().url());
    OrderRoom.require(definition);
    return schedules.run((tx, misses) -> {
      // Always the schedule's row first, as the firer does.
      var before = ScheduleStore.lock(tx, definition.name());
      ProtectedSystem system = SystemStore.put(tx, definition);
      schedules.apply(tx, definition.name(), before, definition.schedule(), misses);
      return system;
    });
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

  /**
   * Ends its schedule; its recovery points stay.
   *
   * @throws DavitException UNKNOWN_SYSTEM; RUN_OVERLAPS while it has a live run
   */
  public void delete(SystemId name) {
    schedules.run((tx, misses) -> {
      var schedule = ScheduleStore.lock(tx, name);
      SystemStore.lock(tx, name);
      var live = RunStore.live(tx, name, List.of("backup", "recovery", "retention"));
      if (!live.isEmpty()) {
        Run run = live.getFirst().run();
        throw new DavitException(
            ErrorCode.RUN_OVERLAPS,
            "system \"" + name + "\"",
            run.kind() + " \"" + run.id() + "\"");
      }
      schedules.end(schedule, misses);
      if (!SystemStore.delete(tx, name)) {
        throw unknown(name);
      }
      return null;
    });
  }

  private static DavitException unknown(SystemId name) {
    return new DavitException(ErrorCode.UNKNOWN_SYSTEM, "system \"" + name + "\"", null);
  }
}
