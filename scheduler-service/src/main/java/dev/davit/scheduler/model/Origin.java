package dev.davit.scheduler.model;

/**
 * Who wanted a run, and why.
 *
 * @param requester the CloudEvents source of the request, or the scheduler's own part
 * @param reason free text for people; null allowed
 */
public record Origin(String requester, String reason) {
  private static final String SCHEDULE = "/davit/scheduler-service/schedule";

  /** A schedule's fire. */
  public static Origin schedule(String reason) {
    return new Origin(SCHEDULE, reason);
  }

  /** True for a schedule's fire: nobody has asked for this very run. */
  public boolean bySchedule() {
    return requester.equals(SCHEDULE);
  }

  /** What the scheduler does after a backup by itself. */
  public static Origin retention() {
    return new Origin("/davit/scheduler-service/retention", null);
  }
}
