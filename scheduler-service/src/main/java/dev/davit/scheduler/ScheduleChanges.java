package dev.davit.scheduler;

import dev.davit.contracts.SystemId;
import dev.davit.contracts.schedule.Cron;
import dev.davit.contracts.settings.ScheduleSettings;
import dev.davit.kit.jdbc.Transactions;
import dev.davit.scheduler.model.DueFires;
import dev.davit.scheduler.model.Fires;
import dev.davit.scheduler.model.MissReason;
import dev.davit.scheduler.store.ScheduleStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * How a schedule becomes another one: whatever was to fire up to now has its row before the change
 * is effective. Thread-safe.
 */
public final class ScheduleChanges {
  private static final String CHANGED = "the schedule was changed before it ran";

  private final Transactions transactions;
  private final Misses.Counters counters;
  private final InstantSource clock;

  public ScheduleChanges(Transactions transactions, MeterRegistry metrics, InstantSource clock) {
    this.transactions = transactions;
    this.counters = new Misses.Counters(metrics);
    this.clock = clock;
  }

  /** What happens in a transaction, and what is missed by it. */
  @FunctionalInterface
  interface Change<T> {
    T apply(Connection tx, Misses misses) throws SQLException;
  }

  private record Changed<T>(T result, Misses misses) {}

  <T> T run(Change<T> change) {
    Changed<T> done =
        transactions.get(tx -> {
          var misses = new Misses(tx);
          return new Changed<>(change.apply(tx, misses), misses);
        });
    done.misses().tell(counters);
    return done.result();
  }

  /**
   * Makes the schedule be as its definition says; one that says the same changes nothing, so that
   * what is due stays due.
   *
   * @param before locked; empty if there was none
   * @param wanted null: none
   */
  void apply(
      Connection tx,
      SystemId system,
      Optional<ScheduleStore.Row> before,
      ScheduleSettings wanted,
      Misses misses)
      throws SQLException {
    if (wanted == null) {
      end(before, misses);
      ScheduleStore.delete(tx, system);
    } else if (before.isEmpty() || !sameTimes(before.get().settings(), wanted)) {
      Instant next = Cron.parse(wanted.cron(), wanted.zone()).next(clock.instant()).orElseThrow();
      end(before, misses);
      ScheduleStore.put(tx, system, wanted, next);
    } else if (!before.get().settings().equals(wanted)) {
      ScheduleStore.put(tx, system, wanted, changePolicy(tx, before.get(), wanted, misses));
    }
  }

  private static boolean sameTimes(ScheduleSettings before, ScheduleSettings wanted) {
    return before.cron().equals(wanted.cron()) && before.zone().equals(wanted.zone());
  }

  /** What is due stays due, unless it was due in a pause that ends, or waits when one begins. */
  private Instant changePolicy(
      Connection tx, ScheduleStore.Row before, ScheduleSettings wanted, Misses misses)
      throws SQLException {
    var after = new ScheduleStore.Row(before.system(), wanted, before.nextFire(), before.pause());
    if (before.paused() && !after.paused()) {
      return endPause(tx, before, misses);
    }
    if (after.paused()) {
      misses.addWaitingPaused(after);
    }
    return before.nextFire();
  }

  /** The first fire that is not due by now; those before it were due in the pause. */
  Instant endPause(Connection tx, ScheduleStore.Row row, Misses misses) throws SQLException {
    var fires = due(row, row.offset());
    misses.addPaused(row, fires.all());
    ScheduleStore.advance(tx, row, fires.next());
    return fires.next();
  }

  /**
   * The schedule ends: what was to fire up to now and did not is missed, also what waits.
   *
   * @param ending locked; empty: nothing ends
   */
  void end(Optional<ScheduleStore.Row> ending, Misses misses) throws SQLException {
    if (ending.isEmpty()) {
      return;
    }
    var row = ending.get();
    Fires fires = due(row, Duration.ZERO).all();
    if (row.paused()) {
      misses.addPaused(row, fires);
    } else {
      misses.addWaiting(row.system(), MissReason.CHANGED, CHANGED);
      misses.add(row.system(), fires, MissReason.CHANGED, CHANGED);
    }
  }

  private DueFires due(ScheduleStore.Row row, Duration offset) {
    Cron cron = Cron.parse(row.settings().cron(), row.settings().zone());
    return DueFires.of(cron, row.nextFire(), offset, row.settings(), clock.instant());
  }
}
