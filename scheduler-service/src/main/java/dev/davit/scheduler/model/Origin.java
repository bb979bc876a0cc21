package dev.davit.scheduler.model;

/**
 * Who wanted a run, and why.
 *
 * @param requester the CloudEvents source of the request, or the scheduler's own part
 * @param reason free text for people; null allowed
 */
public record Origin(String requester, String reason) {
  /** A schedule's fire. */
  public static Origin schedule(String reason) {
    return new Origin("/davit/scheduler-service/schedule", reason);
  }

  /** What the scheduler does after a backup by itself. */
  public static Origin retention() {
    return new Origin("/davit/scheduler-service/retention", null);
  }
}
