package dev.davit.scheduler.model;

import dev.davit.contracts.schedule.Cron;
import dev.davit.contracts.settings.CatchUp;
import dev.davit.contracts.settings.ScheduleSettings;
import java.time.Duration;
import java.time.Instant;

/**
 * What is to become of the fires of a schedule that are due. Of several only the newest may start;
 * the older ones are missed, and so is the newest if it comes too late.
 *
 * @param missed those that a newer one stands for; null if there are none
 * @param newest the newest; null if it is not due either
 * @param tooLate why the newest must not start any more; null if it may
 * @param next the first fire that is not due yet
 */
public record DueFires(Fires missed, Instant newest, TooLate tooLate, Instant next) {
  /** A fire is on time if it starts so soon after it was due: a restart or two are no miss. */
  static final Duration ON_TIME = Duration.ofMinutes(1);

  /** Why a fire is not made up for. */
  public record TooLate(MissReason reason, String text) {}

  /**
   * @param from the first nominal fire that is not dealt with
   * @param offset of the schedule in its spread: a fire is due so long after its nominal instant
   */
  public static DueFires of(
      Cron cron, Instant from, Duration offset, ScheduleSettings settings, Instant now) {
    Fires missed = null;
    Instant newest = null;
    Instant next = from;
    while (!next.plus(offset).isAfter(now)) {
      missed = newest == null ? null : Fires.and(missed, newest);
      newest = next;
      next = cron.next(newest).orElseThrow();
    }
    TooLate late = newest == null ? null : tooLate(newest.plus(offset), settings, now);
    return new DueFires(missed, newest, late, next);
  }

  /** Every fire that is due; null if there is none. */
  public Fires all() {
    return newest == null ? null : Fires.and(missed, newest);
  }

  private static TooLate tooLate(Instant due, ScheduleSettings settings, Instant now) {
    Duration late = Duration.between(due, now);
    Duration deadline = settings.startingDeadline();
    if (deadline != null && late.compareTo(deadline) > 0) {
      return new TooLate(MissReason.DEADLINE, "it could not start within " + deadline);
    }
    return settings.catchUp() == CatchUp.NONE && late.compareTo(ON_TIME) > 0 ? notRunning() : null;
  }

  /** For the newest as for those before it. */
  public static TooLate notRunning() {
    return new TooLate(MissReason.NOT_RUNNING, "no scheduler was running in time");
  }
}
