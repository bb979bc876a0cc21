package dev.davit.cli.verb;

import dev.davit.contracts.settings.CatchUp;
import dev.davit.contracts.settings.Overlap;
import dev.davit.contracts.settings.ScheduleSettings;
import java.time.Duration;
import java.time.ZoneId;
import picocli.CommandLine.Option;

/** When backups run by themselves, and how. */
final class ScheduleOption {
  @Option(
      names = "--schedule",
      required = true,
      paramLabel = "CRON",
      description = "When backups run by themselves: five cron fields, or @daily and the like.")
  private String cron;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description = "IANA time zone of the schedule (default: this machine's).")
  private String zone;

  @Option(
      names = "--overlap",
      paramLabel = "POLICY",
      description =
          "While another run is live: skip, buffer-one, cancel-other, allow (default: skip).")
  private Overlap overlap;

  @Option(
      names = "--catch-up",
      paramLabel = "WHICH",
      description = "Of missed fires, make up for the newest or none (default: newest).")
  private CatchUp catchUp;

  @Option(
      names = "--starting-deadline",
      paramLabel = "DURATION",
      description = "A fire that could not start within it is missed, such as PT2H.")
  private Duration startingDeadline;

  @Option(
      names = "--spread",
      paramLabel = "DURATION",
      description = "Equal schedules of many systems start spread over it, such as PT1H.")
  private Duration spread;

  ScheduleSettings settings() {
    return new ScheduleSettings(
        cron, zoneOr(zone), false, overlap, catchUp, startingDeadline, spread);
  }

  /**
   * @param zone null: this machine's
   */
  static String zoneOr(String zone) {
    return zone == null ? ZoneId.systemDefault().getId() : zone;
  }
}
