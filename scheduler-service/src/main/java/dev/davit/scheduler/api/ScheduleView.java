package dev.davit.scheduler.api;

import dev.davit.contracts.settings.CatchUp;
import dev.davit.contracts.settings.Overlap;
import dev.davit.scheduler.ScheduleRegistry;
import dev.davit.scheduler.model.Pause;
import java.time.Duration;
import java.time.Instant;

/**
 * When a system's backups run by themselves.
 *
 * @param startingDeadline null: none
 * @param offset the schedule's own place in its spread
 * @param paused by its definition, or for a while
 * @param pause who paused it for a while; null: nobody
 * @param nextFireAt the nominal instant of the next fire; null while it is paused
 * @param nextStartAt when that fire starts; null while it is paused
 * @param waitingFireAt a fire that waits for another run's end; null: none
 */
public record ScheduleView(
    String system,
    String cron,
    String zone,
    Overlap overlap,
    CatchUp catchUp,
    Duration startingDeadline,
    Duration spread,
    Duration offset,
    boolean paused,
    Pause pause,
    Instant nextFireAt,
    Instant nextStartAt,
    Instant waitingFireAt) {

  static ScheduleView of(ScheduleRegistry.Standing standing) {
    var row = standing.row();
    var settings = row.settings();
    Instant next = row.paused() ? null : row.nextFire();
    return new ScheduleView(
        row.system().value(),
        settings.cron(),
        settings.zone(),
        settings.overlap(),
        settings.catchUp(),
        settings.startingDeadline(),
        settings.spread(),
        row.offset(),
        row.paused(),
        row.pause(),
        next,
        next == null ? null : next.plus(row.offset()),
        standing.waiting());
  }
}
