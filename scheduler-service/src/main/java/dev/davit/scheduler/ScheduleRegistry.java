package dev.davit.scheduler;

import dev.davit.contracts.SystemId;
import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import dev.davit.contracts.schedule.SchedulePreview;
import dev.davit.kit.jdbc.Transactions;
import dev.davit.scheduler.model.Pause;
import dev.davit.scheduler.store.FireStore;
import dev.davit.scheduler.store.ScheduleStore;
import dev.davit.scheduler.store.SystemStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Schedules as people see them, pause them and let them go on. Thread-safe. */
public final class ScheduleRegistry {
  private static final System.Logger LOG = System.getLogger(ScheduleRegistry.class.getName());

  private final Transactions transactions;
  private final ScheduleChanges changes;
  private final InstantSource clock;

  public ScheduleRegistry(Transactions transactions, ScheduleChanges changes, InstantSource clock) {
    this.transactions = transactions;
    this.changes = changes;
    this.clock = clock;
  }

  /**
   * A schedule as it stands.
   *
   * @param waiting the fire that waits for another run's end; null: none
   */
  public record Standing(ScheduleStore.Row row, Instant waiting) {}

  /**
   * By system.
   *
   * @param system null: all
   */
  public List<Standing> list(SystemId system) {
    return transactions.get(tx -> {
      var waiting = FireStore.allWaiting(tx);
      return ScheduleStore.list(tx, system).stream()
          .map(row -> new Standing(row, waiting.get(row.system())))
          .toList();
    });
  }

  /**
   * What became of its fires, newest first; also of a schedule that was ended.
   *
   * @throws DavitException UNKNOWN_SYSTEM
   */
  public List<FireStore.Row> fires(SystemId system, int limit) {
    return transactions.get(tx -> {
      requireSystem(tx, system);
      return FireStore.newest(tx, system, limit);
    });
  }

  /**
   * @throws DavitException UNKNOWN_SYSTEM, UNKNOWN_SCHEDULE, INVALID_REQUEST
   */
  public SchedulePreview preview(SystemId system, int count, Integer year) {
    var row = transactions.get(tx -> require(tx, system, ScheduleStore.find(tx, system)));
    var settings = row.settings();
    return SchedulePreview.of(
        settings.cron(), settings.zone(), row.offset(), clock.instant(), count, year);
  }

  /**
   * @throws DavitException INVALID_SCHEDULE, INVALID_REQUEST
   */
  public SchedulePreview preview(String cron, String zone, int count, Integer year) {
    return SchedulePreview.of(cron, zone, Duration.ZERO, clock.instant(), count, year);
  }

  /**
   * Fires are missed from now on, also one that waits; nothing if it is paused for a while already.
   *
   * @throws DavitException UNKNOWN_SYSTEM, UNKNOWN_SCHEDULE
   */
  public Standing pause(SystemId system, String by, String reason) {
    return changes.run((tx, misses) -> {
      var row = require(tx, system, ScheduleStore.lock(tx, system));
      if (row.pause() != null) {
        return new Standing(row, null);
      }
      var pause = new Pause(clock.instant().truncatedTo(ChronoUnit.MILLIS), by, reason);
      var paused = new ScheduleStore.Row(system, row.settings(), row.nextFire(), pause);
      ScheduleStore.setPause(tx, system, pause);
      misses.addWaitingPaused(paused);
      tell("schedule paused", system, by, reason);
      return new Standing(paused, null);
    });
  }

  /**
   * What is due from now on fires again; nothing is made up for. Nothing happens if it is not
   * paused.
   *
   * @param reason may be null
   * @throws DavitException UNKNOWN_SYSTEM, UNKNOWN_SCHEDULE; PAUSED_BY_DEFINITION
   */
  public Standing resume(SystemId system, String by, String reason) {
    return changes.run((tx, misses) -> {
      var row = require(tx, system, ScheduleStore.lock(tx, system));
      if (row.settings().paused()) {
        throw new DavitException(ErrorCode.PAUSED_BY_DEFINITION, "system \"" + system + "\"", null);
      }
      if (row.pause() == null) {
        Instant waiting = FireStore.waiting(tx, system).map(FireStore.Row::nominal).orElse(null);
        return new Standing(row, waiting);
      }
      Instant next = changes.endPause(tx, row, misses);
      ScheduleStore.setPause(tx, system, null);
      tell("schedule resumed", system, by, reason);
      return new Standing(new ScheduleStore.Row(system, row.settings(), next, null), null);
    });
  }

  private static void tell(String what, SystemId system, String by, String reason) {
    LOG.log(
        System.Logger.Level.INFO,
        "%s; system=%s by=%s reason=%s".formatted(what, system, by, reason));
  }

  private static ScheduleStore.Row require(
      Connection tx, SystemId system, Optional<ScheduleStore.Row> found) throws SQLException {
    if (found.isEmpty()) {
      requireSystem(tx, system);
      throw new DavitException(ErrorCode.UNKNOWN_SCHEDULE, "system \"" + system + "\"", null);
    }
    return found.get();
  }

  private static void requireSystem(Connection tx, SystemId system) throws SQLException {
    if (SystemStore.find(tx, system).isEmpty()) {
      throw new DavitException(ErrorCode.UNKNOWN_SYSTEM, "system \"" + system + "\"", null);
    }
  }
}
