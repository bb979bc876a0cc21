package dev.davit.contracts.settings;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import java.time.Duration;
import java.util.Objects;

/**
 * When backups run by themselves.
 *
 * @param cron five fields, or six with seconds first
 * @param zone IANA time zone
 * @param paused stays paused until the definition says otherwise; for a while use {@code davit
 *     schedule pause}
 * @param overlap null: {@link Overlap#SKIP}
 * @param catchUp null: {@link CatchUp#NEWEST}
 * @param startingDeadline a fire that could not start within it is a miss, whatever kept it
 *     (Kubernetes' {@code startingDeadlineSeconds}); at least a second; null: none
 * @param spread equal schedules of many systems start spread over this time, each at its own place,
 *     always the same; 0 to 24 hours, in whole seconds; null: 0
 */
public record ScheduleSettings(
    String cron,
    String zone,
    boolean paused,
    Overlap overlap,
    CatchUp catchUp,
    Duration startingDeadline,
    Duration spread) {
  private static final Duration LONGEST_SPREAD = Duration.ofHours(24);

  public ScheduleSettings {
    Objects.requireNonNull(cron, "cron");
    Objects.requireNonNull(zone, "zone");
    overlap = overlap == null ? Overlap.SKIP : overlap;
    catchUp = catchUp == null ? CatchUp.NEWEST : catchUp;
    spread = spread == null ? Duration.ZERO : spread;
    if (startingDeadline != null && startingDeadline.compareTo(Duration.ofSeconds(1)) < 0) {
      throw invalid("startingDeadline", startingDeadline, "is less than PT1S");
    }
    if (spread.isNegative() || spread.compareTo(LONGEST_SPREAD) > 0 || spread.getNano() != 0) {
      throw invalid("spread", spread, "is not in PT0S to PT24H by whole seconds");
    }
  }

  /** Not paused, all else by default. */
  public static ScheduleSettings of(String cron, String zone) {
    return new ScheduleSettings(cron, zone, false, null, null, null, null);
  }

  private static DavitException invalid(String field, Duration value, String what) {
    return new DavitException(
        ErrorCode.INVALID_REQUEST, "field \"schedule." + field + "\"", value + " " + what);
  }
}
