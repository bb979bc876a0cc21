package dev.davit.scheduler;

import dev.davit.contracts.schedule.Cron;
import dev.davit.scheduler.model.DueFires;
import dev.davit.scheduler.store.FireStore;
import dev.davit.scheduler.store.ScheduleStore;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

/** Misses that were recorded while the clock ran ahead: they did not happen. */
final class FutureMisses {
  private static final System.Logger LOG = System.getLogger(FutureMisses.class.getName());

  private FutureMisses() {}

  /** The claimed schedule goes on from {@code now}; its runs stay what they are. */
  static void takeBack(Connection tx, ScheduleStore.Row row, Instant now) throws SQLException {
    var cron = Cron.parse(row.settings().cron(), row.settings().zone());
    for (var across : FireStore.missedAcross(tx, row.system(), now)) {
      Instant first = across.nominal();
      FireStore.cut(
          tx, row.system(), DueFires.of(cron, first, Duration.ZERO, row.settings(), now).all());
    }
    FireStore.removeMissedAfter(tx, row.system(), now);
    ScheduleStore.advance(tx, row, cron.next(now).orElseThrow());
    LOG.log(
        System.Logger.Level.WARNING,
        "schedule set back, the clock had run ahead; system=%s from=%s to=%s"
            .formatted(row.system(), row.nextFire(), now));
  }
}
