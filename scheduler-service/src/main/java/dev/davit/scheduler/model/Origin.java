package dev.davit.scheduler.model;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;

/**
 * Who wanted a run, and why.
 *
 * @param requester the CloudEvents source of the request, or the scheduler's own part
 * @param reason free text for people; null allowed
 */
public record Origin(String requester, String reason) {
  private static final String SCHEDULE = "/davit/scheduler-service/schedule";

  /** Characters of a reason: it is repeated in events and in the run's history. */
  public static final int LONGEST_REASON = 2_000;

  /**
   * @throws DavitException INVALID_REQUEST for a reason that is too long
   */
  public Origin {
    if (reason != null && reason.length() > LONGEST_REASON) {
      throw new DavitException(
          ErrorCode.INVALID_REQUEST,
          "field \"reason\"",
          reason.length() + " characters, more than " + LONGEST_REASON);
    }
  }

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
