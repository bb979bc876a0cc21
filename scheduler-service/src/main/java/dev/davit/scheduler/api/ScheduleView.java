package dev.davit.scheduler.api;

import dev.davit.scheduler.store.ScheduleStore;
import java.time.Instant;

/**
 * When a system's backups run by themselves.
 *
 * @param nextFireAt null while it is paused
 */
public record ScheduleView(
    String system, String cron, String zone, boolean paused, Instant nextFireAt) {

  static ScheduleView of(ScheduleStore.Row row) {
    return new ScheduleView(
        row.system().value(),
        row.cron(),
        row.zone(),
        row.paused(),
        row.paused() ? null : row.nextFire());
  }
}
