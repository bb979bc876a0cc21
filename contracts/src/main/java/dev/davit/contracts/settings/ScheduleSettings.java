package dev.davit.contracts.settings;

import java.util.Objects;

/**
 * When backups run by themselves.
 *
 * @param cron five fields, or six with seconds first
 * @param zone IANA time zone
 */
public record ScheduleSettings(String cron, String zone, boolean paused) {
  public ScheduleSettings {
    Objects.requireNonNull(cron, "cron");
    Objects.requireNonNull(zone, "zone");
  }
}
